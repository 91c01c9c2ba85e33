-- Lets what a training made wait for an operator's decision, in place of any that waits already; unless another model became active since that
-- activation: then FALSE, and the caller undoes the rest.
CREATE OR REPLACE FUNCTION challenge_active_model(version BIGINT, since BIGINT, why TEXT) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(model_lock_key());
  IF last_activation() <> since THEN
    RETURN FALSE;
  END IF;
  UPDATE clustering_models
  SET challenge_decision = 'replaced', challenge_decided_at = clock_timestamp()
  WHERE challenge_since IS NOT NULL AND challenge_decision IS NULL;
  UPDATE clustering_models SET challenge_since = clock_timestamp(), challenge_reason = why WHERE model_version = version;
  PERFORM pg_notify('clustering_models', version::TEXT);
  RETURN TRUE;
END;
$$;
