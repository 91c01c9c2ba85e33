-- The life of a model: what is known of each version, which was active when and why, activation by hand, and what is forgotten in the
-- end. And how far the changes of segment have been published.

-- ---------------------------------------------------------------------------------------------------------------------------------
-- What is known of a model
-- ---------------------------------------------------------------------------------------------------------------------------------

ALTER TABLE clustering_models
  ADD COLUMN IF NOT EXISTS switch_margin FLOAT NOT NULL DEFAULT 0,    -- how much nearer another segment must be before a customer moves
  ADD COLUMN IF NOT EXISTS silhouette FLOAT,                          -- mean over a sample, -1 to 1: higher is better
  ADD COLUMN IF NOT EXISTS davies_bouldin FLOAT,                      -- from 0: lower is better
  ADD COLUMN IF NOT EXISTS k_search JSONB,                            -- what every k that was tried was worth; NULL for a given k
  ADD COLUMN IF NOT EXISTS previous_version BIGINT,                   -- active when this one was trained; it may be forgotten by now
  ADD COLUMN IF NOT EXISTS matched BOOLEAN,                           -- whether segments of previous_version live on; NULL without one
  ADD COLUMN IF NOT EXISTS born_segments TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN IF NOT EXISTS died_segments TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN IF NOT EXISTS stability FLOAT,                           -- adjusted Rand index against previous_version, on the training rows
  ADD COLUMN IF NOT EXISTS segment_profiles JSONB,                    -- what the customers of each segment are like
  ADD COLUMN IF NOT EXISTS drift_measured_at TIMESTAMPTZ,             -- how far customers have moved away from this model: measured
  ADD COLUMN IF NOT EXISTS drift_customers INT,                       -- while it is active, on so many with recent transactions
  ADD COLUMN IF NOT EXISTS drift_distance_ratio FLOAT,                -- mean squared distance to its centroids, against its training's
  ADD COLUMN IF NOT EXISTS drift_psi FLOAT,                           -- population stability index of the feature that moved most
  ADD COLUMN IF NOT EXISTS drift_feature TEXT,                        -- that feature
  ADD COLUMN IF NOT EXISTS lineage BIGINT,                            -- where its segments began: models of one lineage share their
                                                                      -- segments' identity. NULL: with this model
  ADD COLUMN IF NOT EXISTS activated_reason TEXT,
  ADD COLUMN IF NOT EXISTS keeps_segments BOOLEAN NOT NULL DEFAULT FALSE, -- when it became active, customers' segments were of its lineage
  ADD COLUMN IF NOT EXISTS pinned_at TIMESTAMPTZ;                     -- activated by hand: schedule and drift leave it alone

ALTER TABLE clustering_models DROP CONSTRAINT IF EXISTS clustering_models_pinned_is_active;
ALTER TABLE clustering_models ADD CONSTRAINT clustering_models_pinned_is_active CHECK (pinned_at IS NULL OR is_active);

-- Every activation, newest last. It outlives the models it names.
CREATE TABLE IF NOT EXISTS model_activations (
  activation_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  activated_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  model_version BIGINT NOT NULL,
  previous_version BIGINT,                    -- active until then
  reason TEXT NOT NULL,                       -- initial, schedule, drift, request, online; manual, unpin: by hand
  note TEXT                                   -- what the one who did it by hand said
);

INSERT INTO model_activations (activated_at, model_version, reason)
SELECT COALESCE(activated_at, now()), model_version, reason
FROM clustering_models
WHERE is_active AND NOT EXISTS (SELECT FROM model_activations);

-- A change keeps the number of its model when the model itself is forgotten: numbers are never given again, and looking for the changes
-- of a model that goes would read all of them.
ALTER TABLE segment_changes DROP CONSTRAINT IF EXISTS segment_changes_model_version_fkey;
ALTER TABLE retraining_requests DROP CONSTRAINT IF EXISTS retraining_requests_model_version_fkey;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Activation
-- ---------------------------------------------------------------------------------------------------------------------------------

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
  END IF;

  INSERT INTO model_activations (model_version, previous_version, reason, note)
  VALUES (version, before.model_version, cause, remark)
  RETURNING activation_id INTO activation;
  PERFORM pg_notify('clustering_models', version::TEXT);
  RETURN activation;
END;
$$;

-- For the reason it was trained for.
CREATE OR REPLACE FUNCTION activate_model(version BIGINT) RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM switch_model(version, COALESCE((SELECT reason FROM clustering_models WHERE model_version = version), 'unknown'), FALSE, NULL);
END;
$$;

-- The last activation; 0 before the first. Letting go of a pinned model is none.
CREATE OR REPLACE FUNCTION last_activation() RETURNS BIGINT
LANGUAGE sql STABLE AS $$
  SELECT COALESCE(max(activation_id), 0) FROM model_activations WHERE reason <> 'unpin'
$$;

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

-- By hand: the model stays until a training is asked for, or until it is let go.
CREATE OR REPLACE FUNCTION pin_model(version BIGINT, remark TEXT) RETURNS BIGINT
LANGUAGE plpgsql AS $$
BEGIN
  RETURN switch_model(version, 'manual', TRUE, remark);
END;
$$;

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

-- Whoever trains hears of a request at once.
CREATE OR REPLACE FUNCTION announce_retraining_request() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('retraining_requests', '');
  RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER announce_retraining_request
AFTER INSERT ON retraining_requests
FOR EACH STATEMENT EXECUTE FUNCTION announce_retraining_request();

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Forgetting
-- ---------------------------------------------------------------------------------------------------------------------------------

-- Keeps the newest models and the active one, and answers and activations of some time; says how many models went. With the owner's
-- rights, because services may not delete; therefore never less than two models and a day.
CREATE OR REPLACE FUNCTION prune_models(models_to_keep INT, history INTERVAL) RETURNS INT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  oldest_kept BIGINT;
  oldest_history TIMESTAMPTZ := now() - GREATEST(history, INTERVAL '1 day');
  pruned INT;
BEGIN
  SELECT min(model_version)
  INTO oldest_kept
  FROM (SELECT model_version FROM clustering_models ORDER BY model_version DESC LIMIT GREATEST(models_to_keep, 2)) newest;

  DELETE FROM clustering_models WHERE model_version < oldest_kept AND NOT is_active;
  GET DIAGNOSTICS pruned = ROW_COUNT;
  DELETE FROM retraining_requests WHERE answered_at < oldest_history;
  DELETE FROM model_activations
  WHERE activated_at < oldest_history AND activation_id < (SELECT max(activation_id) FROM model_activations WHERE reason <> 'unpin');
  RETURN pruned;
END;
$$;

REVOKE EXECUTE ON FUNCTION prune_models(INT, INTERVAL) FROM PUBLIC;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Publishing the changes of segment
-- ---------------------------------------------------------------------------------------------------------------------------------

-- Up to which change each topic has them all, acknowledged by its brokers.
CREATE TABLE IF NOT EXISTS segment_change_publications (
  topic TEXT PRIMARY KEY,
  last_change_id BIGINT NOT NULL,
  published_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
);

-- ---------------------------------------------------------------------------------------------------------------------------------
-- What the services may do with it
-- ---------------------------------------------------------------------------------------------------------------------------------

GRANT UPDATE (
  activated_reason,
  keeps_segments,
  pinned_at,
  drift_measured_at,
  drift_customers,
  drift_distance_ratio,
  drift_psi,
  drift_feature
) ON clustering_models TO segmentation_service;
GRANT SELECT, INSERT ON model_activations TO segmentation_service;
GRANT EXECUTE ON FUNCTION prune_models(INT, INTERVAL) TO segmentation_service;
GRANT SELECT, INSERT, UPDATE ON segment_change_publications TO segmentation_service;
