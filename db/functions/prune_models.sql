-- Forgets models, and answers and activations of some time; says how many models went. With the owner's rights, because services may not
-- delete; therefore never less than two models and a day.
CREATE OR REPLACE FUNCTION prune_models(models_to_keep INT, hourly INTERVAL, daily INTERVAL, history INTERVAL) RETURNS INT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  oldest_history TIMESTAMPTZ := now() - GREATEST(history, INTERVAL '1 day');
  forgotten INT := forget_models(GREATEST(models_to_keep, 2), hourly, daily, now());
BEGIN
  DELETE FROM retraining_requests WHERE answered_at < oldest_history;
  DELETE FROM model_activations
  WHERE activated_at < oldest_history AND activation_id < (SELECT max(activation_id) FROM model_activations WHERE reason <> 'unpin');
  RETURN forgotten;
END;
$$;

-- What consumers of versions up to 0.1 call while they are being replaced.
CREATE OR REPLACE FUNCTION prune_models(models_to_keep INT, history INTERVAL) RETURNS INT
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT prune_models(models_to_keep, INTERVAL '1 day', INTERVAL '90 days', history)
$$;

REVOKE EXECUTE ON FUNCTION prune_models(INT, INTERVAL, INTERVAL, INTERVAL), prune_models(INT, INTERVAL) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prune_models(INT, INTERVAL, INTERVAL, INTERVAL), prune_models(INT, INTERVAL) TO segmentation_service;
