-- A change of segment remembers the trace in which it was made, so that whoever publishes it, in whichever process and however much later, goes on
-- with that trace. (The trigger that writes it is in 0008_initial_placements.sql.)

ALTER TABLE segment_changes
  ADD COLUMN IF NOT EXISTS traceparent TEXT;  -- W3C Trace Context of the span that made the change; NULL: it was not sampled

-- As before, in a trace.
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
