-- The names of segments. What customer_segments, segment_changes and the models call a segment is its key: the name it was born with, which never
-- changes. What people call it stands here, once for each segment and not once for each customer: a new name is one row, whoever the segment holds.

ALTER TABLE clustering_models
  ADD COLUMN IF NOT EXISTS segment_names JSONB;      -- {"names": {key: name}, "suggested": {key: name}}: what the training says; NULL: as they are

CREATE TABLE IF NOT EXISTS segment_names (
  lineage BIGINT NOT NULL,        -- of the models that share the segment: clustering_models.lineage, or the first one's version
  segment TEXT NOT NULL,          -- the key
  name TEXT NOT NULL CHECK (char_length(name) BETWEEN 1 AND 50),
  by_operator BOOLEAN NOT NULL DEFAULT FALSE, -- the name was given by hand: no training changes it
  description TEXT CHECK (char_length(description) BETWEEN 1 AND 500),
  colour SMALLINT CHECK (colour BETWEEN 1 AND 8), -- of the page's palette; NULL: the one that the page chooses
  changed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  changed_by TEXT,                -- an operator; NULL: a training, or nobody said
  PRIMARY KEY (lineage, segment)
);

-- Deferred: names that change hands are the same names when it is done.
ALTER TABLE segment_names DROP CONSTRAINT IF EXISTS segment_names_are_unique;
ALTER TABLE segment_names ADD CONSTRAINT segment_names_are_unique UNIQUE (lineage, name) DEFERRABLE INITIALLY DEFERRED;

-- Each change of a name. It outlives the models.
CREATE TABLE IF NOT EXISTS segment_renamings (
  renaming_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  renamed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  model_version BIGINT NOT NULL,  -- active then
  lineage BIGINT NOT NULL,
  segment TEXT NOT NULL,
  old_name TEXT NOT NULL,
  new_name TEXT NOT NULL,
  reason TEXT NOT NULL,           -- order: what the segments are like, by the model that became active; operator: by hand
  done_by TEXT DEFAULT NULLIF(current_setting('segmentation.operator', TRUE), '')
);

INSERT INTO segment_names (lineage, segment, name)
SELECT DISTINCT COALESCE(lineage, model_version), label, label
FROM clustering_models, jsonb_array_elements_text(
  CASE WHEN jsonb_typeof(parameters -> 'labels') = 'array' THEN parameters -> 'labels' ELSE '[]' END
) AS label
ON CONFLICT (lineage, segment) DO NOTHING;

GRANT SELECT, INSERT, UPDATE ON segment_names TO segmentation_service;
GRANT SELECT, INSERT ON segment_renamings TO segmentation_service;
