-- Lets schedule and drift train again; says which model was pinned, NULL for none.
CREATE OR REPLACE FUNCTION unpin_model(remark TEXT) RETURNS BIGINT
LANGUAGE plpgsql AS $$
DECLARE
  version BIGINT;
BEGIN
  PERFORM pg_advisory_xact_lock(model_lock_key());
  UPDATE clustering_models SET pinned_at = NULL WHERE pinned_at IS NOT NULL RETURNING model_version INTO version;
  IF FOUND THEN
    INSERT INTO model_activations (model_version, previous_version, reason, note) VALUES (version, version, 'unpin', remark);
    PERFORM pg_notify('clustering_models', version::TEXT);
  END IF;
  RETURN version;
END;
$$;
