-- Records the decision on the challenger. FALSE when this version does not wait for one.
CREATE OR REPLACE FUNCTION decide_challenge(version BIGINT, verdict TEXT, remark TEXT) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(model_lock_key());
  UPDATE clustering_models
  SET
    challenge_decision = verdict,
    challenge_decided_at = clock_timestamp(),
    challenge_decided_by = NULLIF(current_setting('segmentation.operator', TRUE), ''),
    challenge_note = remark
  WHERE model_version = version AND challenge_since IS NOT NULL AND challenge_decision IS NULL;
  IF FOUND THEN
    PERFORM pg_notify('clustering_models', version::TEXT);
  END IF;
  RETURN FOUND;
END;
$$;
