-- Activates a model by hand: it stays active until a training is asked for, or until it is let go; and it is never forgotten. A challenger is approved by it.
CREATE OR REPLACE FUNCTION pin_model(version BIGINT, remark TEXT) RETURNS BIGINT
LANGUAGE plpgsql AS $$
DECLARE
  activation BIGINT := switch_model(version, 'manual', TRUE, remark);
BEGIN
  UPDATE clustering_models SET activated_by_hand = TRUE WHERE model_version = version;
  PERFORM decide_challenge(version, 'approved', remark);
  RETURN activation;
END;
$$;
