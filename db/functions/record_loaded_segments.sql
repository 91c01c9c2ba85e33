-- Records the segments that customers are loaded with, for the reason 'loaded': these are placements and no moves. So the changes, and the
-- topic made of them, have the present segment of everybody.
CREATE OR REPLACE FUNCTION record_loaded_segments() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
DECLARE
  last_change BIGINT;
BEGIN
  IF NOT EXISTS (SELECT FROM new_customers WHERE segment IS NOT NULL) THEN
    RETURN NULL;
  END IF;

  PERFORM pg_advisory_xact_lock(change_order_lock_key());
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
