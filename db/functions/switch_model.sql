-- Makes a model the active one and says which activation this was. Whoever holds the active model is waited for. What is active already
-- stays applied. A remark is kept with the activation.
CREATE OR REPLACE FUNCTION switch_model(version BIGINT, cause TEXT, pin BOOLEAN, remark TEXT) RETURNS BIGINT
LANGUAGE plpgsql AS $$
DECLARE
  before clustering_models;
  activation BIGINT;
BEGIN
  PERFORM pg_advisory_xact_lock(model_lock_key());
  SELECT * INTO before FROM clustering_models WHERE is_active;
  IF before.model_version = version THEN
    UPDATE clustering_models
    SET pinned_at = CASE WHEN pin THEN clock_timestamp() END
    WHERE model_version = version;
  ELSE
    UPDATE clustering_models SET is_active = FALSE, pinned_at = NULL WHERE is_active;
    UPDATE clustering_models
    SET
      is_active = TRUE,
      activated_at = clock_timestamp(),
      activated_reason = cause,
      pinned_at = CASE WHEN pin THEN clock_timestamp() END,
      applied_at = NULL,
      keeps_segments = COALESCE(
        COALESCE(lineage, model_version) = COALESCE(before.lineage, before.model_version)
          AND (before.applied_at IS NOT NULL OR before.keeps_segments),
        FALSE
      )
    WHERE model_version = version;
    IF NOT FOUND THEN
      RAISE EXCEPTION USING ERRCODE = 'SU002', MESSAGE = format('there is no model version %s', version);
    END IF;
    PERFORM name_segments(version);
  END IF;

  INSERT INTO model_activations (model_version, previous_version, reason, note)
  VALUES (version, before.model_version, cause, remark)
  RETURNING activation_id INTO activation;
  PERFORM pg_notify('clustering_models', version::TEXT);
  RETURN activation;
END;
$$;
