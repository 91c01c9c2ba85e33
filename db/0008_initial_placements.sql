-- A customer's first segment is a placement and not a move: its reason is 'initial', so that whoever acts on moves does not act on everybody at
-- once. Customers who come with a segment are placed too, for the reason 'loaded': the changes, and the topic made of them, have the present
-- segment of everybody.

-- As before, with these reasons, and with the trace that assign_segments was given.
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
      CASE
        WHEN o.segment IS NULL THEN 'initial'
        ELSE COALESCE(NULLIF(current_setting('segmentation.reason', TRUE), ''), 'manual')
      END,
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

CREATE OR REPLACE FUNCTION record_loaded_segments() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
DECLARE
  last_change BIGINT;
BEGIN
  IF NOT EXISTS (SELECT FROM new_customers WHERE segment IS NOT NULL) THEN
    RETURN NULL;
  END IF;

  PERFORM pg_advisory_xact_lock(7305808869231650914);
  WITH changes AS (
    INSERT INTO segment_changes (customer_id, from_segment, to_segment, reason)
    SELECT customer_id, NULL, segment, 'loaded'
    FROM new_customers
    WHERE segment IS NOT NULL
    ORDER BY customer_id
    RETURNING change_id
  )
  SELECT max(change_id) INTO last_change FROM changes;
  PERFORM pg_notify('segment_changes', last_change::TEXT);
  RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER record_loaded_segments
AFTER INSERT ON customer_segments
REFERENCING NEW TABLE AS new_customers
FOR EACH STATEMENT EXECUTE FUNCTION record_loaded_segments();

-- Those who were loaded before this.
DO $$
BEGIN
  PERFORM pg_advisory_xact_lock(7305808869231650914);
  INSERT INTO segment_changes (customer_id, from_segment, to_segment, reason)
  SELECT c.customer_id, NULL, c.segment, 'loaded'
  FROM customer_segments c
  WHERE c.segment IS NOT NULL
    AND NOT EXISTS (SELECT FROM segment_changes s WHERE s.customer_id = c.customer_id)
  ORDER BY c.customer_id;
END;
$$;
