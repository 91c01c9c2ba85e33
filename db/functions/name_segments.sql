-- Gives the segments of a model that becomes active the names that its training made, but for those that an operator has named. A segment without a
-- name gets one. If two would then have the same, because an operator has taken one meanwhile, the names stay as they are.
--
-- Costs a row for each segment: no customer is touched.
CREATE OR REPLACE FUNCTION name_segments(version BIGINT) RETURNS VOID
LANGUAGE plpgsql AS $$
DECLARE
  origin BIGINT;
  made JSONB;
  renamed INT;
BEGIN
  SELECT COALESCE(lineage, model_version), COALESCE(segment_names -> 'names', '{}') INTO origin, made
  FROM clustering_models
  WHERE model_version = version;

  -- Against operators: they wait, and then see these names.
  LOCK TABLE segment_names IN SHARE ROW EXCLUSIVE MODE;
  INSERT INTO segment_names (lineage, segment, name)
  SELECT origin, label, label
  FROM clustering_models, jsonb_array_elements_text(
    CASE WHEN jsonb_typeof(parameters -> 'labels') = 'array' THEN parameters -> 'labels' ELSE '[]' END
  ) AS label
  WHERE model_version = version
  ON CONFLICT (lineage, segment) DO NOTHING;

  IF EXISTS (
    SELECT
    FROM segment_names s
    WHERE s.lineage = origin
    GROUP BY CASE WHEN s.by_operator THEN s.name ELSE COALESCE(made ->> s.segment, s.name) END
    HAVING count(*) > 1
  ) THEN
    RETURN;
  END IF;

  WITH before AS (
    SELECT s.segment, s.name AS old_name, made ->> s.segment AS new_name
    FROM segment_names s
    WHERE s.lineage = origin AND NOT s.by_operator AND s.name <> made ->> s.segment
  ), changed AS (
    UPDATE segment_names s
    SET name = b.new_name, changed_at = clock_timestamp(), changed_by = NULL
    FROM before b
    WHERE s.lineage = origin AND s.segment = b.segment
  )
  INSERT INTO segment_renamings (model_version, lineage, segment, old_name, new_name, reason)
  SELECT version, origin, segment, old_name, new_name, 'order'
  FROM before
  ORDER BY segment;
  GET DIAGNOSTICS renamed = ROW_COUNT;
  IF renamed > 0 THEN
    PERFORM pg_notify('segment_names', version::TEXT);
  END IF;
END;
$$;
