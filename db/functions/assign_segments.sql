-- Puts customers into segments under a model and says how many really changed. With row_versions (their xmin when they were scored) a
-- customer whose row has changed since is left alone: whoever changed it under the active model has scored it anew.
CREATE OR REPLACE FUNCTION assign_segments(
  customer_ids INT[],
  segments TEXT[],
  row_versions XID[],
  change_reason TEXT,
  version BIGINT
) RETURNS INT
LANGUAGE plpgsql AS $$
DECLARE
  changed INT;
BEGIN
  PERFORM set_config('segmentation.reason', change_reason, TRUE);
  PERFORM set_config('segmentation.model_version', version::TEXT, TRUE);

  -- In the order of customer_id, like the profile updates: no deadlocks.
  PERFORM FROM customer_segments WHERE customer_id = ANY (customer_ids) ORDER BY customer_id FOR NO KEY UPDATE;

  UPDATE customer_segments c
  SET segment = a.segment, last_updated = now()
  FROM unnest(customer_ids, segments, row_versions) AS a (customer_id, segment, row_version)
  WHERE c.customer_id = a.customer_id
    AND c.segment IS DISTINCT FROM a.segment
    AND (a.row_version IS NULL OR c.xmin = a.row_version);
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END;
$$;

-- The same in a trace, which is kept with the changes.
CREATE OR REPLACE FUNCTION assign_segments(
  customer_ids INT[],
  segments TEXT[],
  row_versions XID[],
  change_reason TEXT,
  version BIGINT,
  traceparent TEXT
) RETURNS INT
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('segmentation.traceparent', COALESCE(traceparent, ''), TRUE);
  RETURN assign_segments(customer_ids, segments, row_versions, change_reason, version);
END;
$$;
