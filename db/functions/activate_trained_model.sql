-- Activates what a training made, unless another model became active since that activation: then FALSE, and the caller undoes the rest.
CREATE OR REPLACE FUNCTION activate_trained_model(version BIGINT, since BIGINT) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(model_lock_key());
  IF last_activation() <> since THEN
    RETURN FALSE;
  END IF;
  PERFORM activate_model(version);
  RETURN TRUE;
END;
$$;
