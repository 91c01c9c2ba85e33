-- A trained model that would move many customers does not become active by itself: it waits, as the challenger, for an operator's decision.

ALTER TABLE clustering_models
  ADD COLUMN IF NOT EXISTS moved_share FLOAT,             -- share of the training's customers whom it puts elsewhere than previous_version
                                                          -- does, 0 to 1; NULL where there was none, or none that can be compared
  ADD COLUMN IF NOT EXISTS moves JSONB,                   -- how many of them from where to where: [{"from": …, "to": …, "customers": …}]
  ADD COLUMN IF NOT EXISTS challenge_since TIMESTAMPTZ,   -- when it began to wait; NULL for a version that nobody had to be asked about
  ADD COLUMN IF NOT EXISTS challenge_reason TEXT,         -- why somebody had to be asked
  ADD COLUMN IF NOT EXISTS challenge_decision TEXT,       -- approved, rejected; replaced: by a newer challenger. NULL: it waits
  ADD COLUMN IF NOT EXISTS challenge_decided_at TIMESTAMPTZ,
  ADD COLUMN IF NOT EXISTS challenge_decided_by TEXT,
  ADD COLUMN IF NOT EXISTS challenge_note TEXT;           -- what the one who decided said

CREATE UNIQUE INDEX IF NOT EXISTS clustering_models_one_challenger
ON clustering_models ((TRUE))
WHERE challenge_since IS NOT NULL AND challenge_decision IS NULL;

ALTER TABLE retraining_requests
  ADD COLUMN IF NOT EXISTS approve BOOLEAN NOT NULL DEFAULT FALSE; -- the model is to become active, however many customers it moves

GRANT UPDATE (
  challenge_since,
  challenge_reason,
  challenge_decision,
  challenge_decided_at,
  challenge_decided_by,
  challenge_note
) ON clustering_models TO segmentation_service;
