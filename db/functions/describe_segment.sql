-- Sets what an operator says of a segment of the active model: its name, description and colour. A new name is given for good: no training changes it.
-- FALSE when the active model has no such segment. Raises unique_violation when another segment has the name.
--
-- Costs one row, whoever the segment holds. segment is the key.
CREATE OR REPLACE FUNCTION describe_segment(key TEXT, given_name TEXT, given_description TEXT, given_colour INT) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
DECLARE
  version BIGINT;
  origin BIGINT;
  old_name TEXT;
  who TEXT := NULLIF(current_setting('segmentation.operator', TRUE), '');
BEGIN
  LOCK TABLE segment_names IN SHARE ROW EXCLUSIVE MODE;
  SELECT model_version, COALESCE(lineage, model_version) INTO version, origin FROM clustering_models WHERE is_active;
  SELECT s.name INTO old_name FROM segment_names s WHERE s.lineage = origin AND s.segment = key;
  IF NOT FOUND THEN
    RETURN FALSE;
  END IF;

  UPDATE segment_names s
  SET
    name = given_name,
    by_operator = s.by_operator OR s.name <> given_name,
    description = given_description,
    colour = given_colour,
    changed_at = clock_timestamp(),
    changed_by = who
  WHERE s.lineage = origin AND s.segment = key;
  SET CONSTRAINTS segment_names_are_unique IMMEDIATE;
  IF old_name <> given_name THEN
    INSERT INTO segment_renamings (model_version, lineage, segment, old_name, new_name, reason)
    VALUES (version, origin, key, old_name, given_name, 'operator');
  END IF;
  PERFORM pg_notify('segment_names', version::TEXT);
  RETURN TRUE;
END;
$$;
