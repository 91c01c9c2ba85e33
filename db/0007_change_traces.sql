-- A change of segment remembers the trace in which it was made, so that whoever publishes it, in whichever process and however much later, goes on
-- with that trace.

ALTER TABLE segment_changes
  ADD COLUMN IF NOT EXISTS traceparent TEXT;  -- W3C Trace Context of the span that made the change; NULL: it was not sampled

CREATE OR REPLACE FUNCTION record_segment_changes() RETURNS TRIGGER
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
  last_change BIGINT;
BEGIN
  IF NOT EXISTS (
    SELECT
    FROM old_customers o
    JOIN new_customers n USING (customer_id)
    WHERE n.segment IS DISTINCT FROM o.segment
  ) THEN
    RETURN NULL;
  END IF;

  PERFORM pg_advisory_xact_lock(7305808869231650914);
  WITH changes AS (
    INSERT INTO segment_changes (customer_id, from_segment, to_segment, reason, model_version, traceparent)
    SELECT
      customer_id,
      o.segment,
      n.segment,
      COALESCE(NULLIF(current_setting('segmentation.reason', TRUE), ''), 'manual'),
      NULLIF(current_setting('segmentation.model_version', TRUE), '')::BIGINT,
      NULLIF(current_setting('segmentation.traceparent', TRUE), '')
    FROM old_customers o
    JOIN new_customers n USING (customer_id)
    WHERE n.segment IS DISTINCT FROM o.segment
    ORDER BY customer_id
    RETURNING change_id
  )
  SELECT max(change_id) INTO last_change FROM changes;
  PERFORM pg_notify('segment_changes', last_change::TEXT);
  RETURN NULL;
END;
$$;

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
