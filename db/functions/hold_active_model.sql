-- The active model's version, held active until the transaction ends; NULL before the first model. The lock is a statement of its own:
-- the look at the table that follows sees what the lock waited for.
CREATE OR REPLACE FUNCTION hold_active_model() RETURNS BIGINT
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(model_lock_key());
  RETURN (SELECT model_version FROM clustering_models WHERE is_active);
END;
$$;
