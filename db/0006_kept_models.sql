-- Which versions of the model are kept. However often a new one is trained, there is one to go back to from an hour ago, from last week and
-- from the beginning. And names for versions.

ALTER TABLE clustering_models
  ADD COLUMN IF NOT EXISTS name TEXT,         -- given by an operator; NULL for none
  ADD COLUMN IF NOT EXISTS activated_by_hand BOOLEAN NOT NULL DEFAULT FALSE; -- at any time, whatever is active now

ALTER TABLE clustering_models DROP CONSTRAINT IF EXISTS clustering_models_name_is_text;
ALTER TABLE clustering_models ADD CONSTRAINT clustering_models_name_is_text CHECK (name = btrim(name) AND length(name) BETWEEN 1 AND 100);
CREATE UNIQUE INDEX IF NOT EXISTS clustering_models_name ON clustering_models (name);

UPDATE clustering_models m
SET activated_by_hand = TRUE
WHERE EXISTS (SELECT FROM model_activations a WHERE a.model_version = m.model_version AND a.reason = 'manual');

-- By hand: the model stays active until a training is asked for, or until it is let go; and it is never forgotten.
CREATE OR REPLACE FUNCTION pin_model(version BIGINT, remark TEXT) RETURNS BIGINT
LANGUAGE plpgsql AS $$
DECLARE
  activation BIGINT := switch_model(version, 'manual', TRUE, remark);
BEGIN
  UPDATE clustering_models SET activated_by_hand = TRUE WHERE model_version = version;
  RETURN activation;
END;
$$;

-- Forgets every version but the active one, the first one of all, those with a name, those activated by hand, the newest ones, the last one
-- of each hour of the latest hours and the last one of each day of the latest days (UTC); says how many went.
--
-- What is kept at some time was kept at any time before, because new versions only ever take the place of older ones. So it does not matter
-- how often this is done.
CREATE OR REPLACE FUNCTION forget_models(models_to_keep INT, hourly INTERVAL, daily INTERVAL, as_of TIMESTAMPTZ) RETURNS INT
LANGUAGE plpgsql AS $$
DECLARE
  forgotten INT;
BEGIN
  WITH lasting AS (
    (SELECT model_version FROM clustering_models ORDER BY model_version DESC LIMIT models_to_keep)
    UNION ALL
    SELECT max(model_version) FROM clustering_models WHERE created_at > as_of - hourly GROUP BY date_trunc('hour', created_at, 'UTC')
    UNION ALL
    SELECT max(model_version) FROM clustering_models WHERE created_at > as_of - daily GROUP BY date_trunc('day', created_at, 'UTC')
  )
  DELETE FROM clustering_models
  WHERE NOT is_active
    AND reason <> 'initial'
    AND name IS NULL
    AND NOT activated_by_hand
    AND model_version NOT IN (SELECT model_version FROM lasting);
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END;
$$;

REVOKE EXECUTE ON FUNCTION forget_models(INT, INTERVAL, INTERVAL, TIMESTAMPTZ) FROM PUBLIC;

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

REVOKE EXECUTE ON FUNCTION prune_models(INT, INTERVAL, INTERVAL, INTERVAL) FROM PUBLIC;

-- What consumers of the version before call while they are being replaced.
CREATE OR REPLACE FUNCTION prune_models(models_to_keep INT, history INTERVAL) RETURNS INT
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT prune_models(models_to_keep, INTERVAL '1 day', INTERVAL '90 days', history)
$$;

GRANT UPDATE (name, activated_by_hand) ON clustering_models TO segmentation_service;
GRANT EXECUTE ON FUNCTION prune_models(INT, INTERVAL, INTERVAL, INTERVAL) TO segmentation_service;
