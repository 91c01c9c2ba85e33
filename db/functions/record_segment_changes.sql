-- Records every real change of segment, whoever makes it, and tells the listeners of the channel segment_changes the last id; what they
-- missed they read from the table. (PostgreSQL has no transition tables for UPDATE OF a column: the comparison does that part.)
-- A customer's first segment is a placement and not a move: its reason is 'initial', so that whoever acts on moves does not act on everybody
-- at once. Otherwise reason, model and trace are those that assign_segments() was given.
--
-- The lock, held until the transaction ends, makes ids grow in the order of commit. It is taken only when there is a change, and a
-- transaction should make its changes of segment last. Without nested loops, because a plan made for a few rows is kept for the session
-- and would compare every old row with every new one of a large update.
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

  PERFORM pg_advisory_xact_lock(change_order_lock_key());
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

CREATE OR REPLACE TRIGGER record_segment_changes
AFTER UPDATE ON customer_segments
REFERENCING OLD TABLE AS old_customers NEW TABLE AS new_customers
FOR EACH STATEMENT EXECUTE FUNCTION record_segment_changes();
