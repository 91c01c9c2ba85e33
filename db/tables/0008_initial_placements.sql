-- The changes, and the topic made of them, have the present segment of everybody: also of customers who came with one before
-- record_loaded_segments() took note of it.
DO $$
BEGIN
  -- Whoever is adding changes is waited for: ids grow in the order of commit.
  LOCK TABLE segment_changes IN SHARE ROW EXCLUSIVE MODE;
  INSERT INTO segment_changes (customer_id, from_segment, to_segment, reason)
  SELECT c.customer_id, NULL, c.segment, 'loaded'
  FROM customer_segments c
  WHERE c.segment IS NOT NULL
    AND NOT EXISTS (SELECT FROM segment_changes s WHERE s.customer_id = c.customer_id)
  ORDER BY c.customer_id;
END;
$$;
