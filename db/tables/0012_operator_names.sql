-- Who did what, by the name of the key that it was done with. Whoever acts says it once, for the transaction:
--   SELECT set_config('segmentation.operator', 'alice', TRUE);
-- Services may add to these histories and not change them, so a name stays what it was.

ALTER TABLE model_activations
  ADD COLUMN IF NOT EXISTS done_by TEXT DEFAULT NULLIF(current_setting('segmentation.operator', TRUE), ''); -- NULL: nobody said
ALTER TABLE retraining_requests
  ADD COLUMN IF NOT EXISTS done_by TEXT DEFAULT NULLIF(current_setting('segmentation.operator', TRUE), '');
ALTER TABLE erased_customers
  ADD COLUMN IF NOT EXISTS done_by TEXT DEFAULT NULLIF(current_setting('segmentation.operator', TRUE), '');
ALTER TABLE clustering_models
  ADD COLUMN IF NOT EXISTS named_by TEXT; -- who gave the name, or took it away last

GRANT UPDATE (named_by) ON clustering_models TO segmentation_service;
