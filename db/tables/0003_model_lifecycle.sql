-- The life of a model: what is known of each version, and which was active when and why. And how far the changes of segment have been
-- published.

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
GRANT SELECT, INSERT, UPDATE ON segment_change_publications TO segmentation_service;
