-- What forget_models() has to know: versions of the model that an operator named or activated are kept.

ALTER TABLE clustering_models
  ADD COLUMN IF NOT EXISTS name TEXT,         -- given by an operator; NULL for none
  ADD COLUMN IF NOT EXISTS activated_by_hand BOOLEAN NOT NULL DEFAULT FALSE; -- at any time, whatever is active now

ALTER TABLE clustering_models DROP CONSTRAINT IF EXISTS clustering_models_name_is_text;
ALTER TABLE clustering_models ADD CONSTRAINT clustering_models_name_is_text CHECK (name = btrim(name) AND length(name) BETWEEN 1 AND 100);
CREATE UNIQUE INDEX IF NOT EXISTS clustering_models_name ON clustering_models (name);

UPDATE clustering_models m
SET activated_by_hand = TRUE
WHERE EXISTS (SELECT FROM model_activations a WHERE a.model_version = m.model_version AND a.reason = 'manual');

GRANT UPDATE (name, activated_by_hand) ON clustering_models TO segmentation_service;
