-- Erases a customer: profile, what it was loaded with, transactions, and changes of segment. Says whether there was anything known of the
-- customer, now or before. Waits for a batch that is about to store a transaction of the customer; one that comes later finds the
-- customer gone, is rolled back and comes again, without that transaction.
--
-- An erasure is told to whoever follows the changes of segment: it leaves one last row, to nowhere, that says no more of the customer than the
-- list of the erased does. What publishes the changes makes a record without a value of it, and compaction forgets the customer.
--
-- With the owner's rights, because services may not delete; and for the dashboard only.
CREATE OR REPLACE FUNCTION erase_customer(id INT) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  erased_transactions BIGINT;
  erased_changes BIGINT;
  last_change BIGINT;
BEGIN
  PERFORM FROM customer_segments WHERE customer_id = id FOR UPDATE;
  IF NOT FOUND THEN
    RETURN EXISTS (SELECT FROM erased_customers WHERE customer_id = id);
  END IF;

  DELETE FROM live_transaction_data WHERE customer_id = id;
  GET DIAGNOSTICS erased_transactions = ROW_COUNT;
  DELETE FROM segment_changes WHERE customer_id = id;
  GET DIAGNOSTICS erased_changes = ROW_COUNT;
  DELETE FROM customer_segments WHERE customer_id = id; -- And, by its foreign key, the baseline.

  -- The lock of the changes of segment: ids grow in the order of commit.
  PERFORM pg_advisory_xact_lock(change_order_lock_key());
  INSERT INTO segment_changes (customer_id, reason, changed_at) VALUES (id, 'erased', clock_timestamp())
  RETURNING change_id INTO last_change;

  -- A customer can come back, by a new contract, and be erased again.
  DELETE FROM erased_customers WHERE customer_id = id;
  INSERT INTO erased_customers (customer_id) VALUES (id);
  UPDATE erasure_totals
  SET
    customers = customers + 1,
    transactions = transactions + erased_transactions,
    segment_changes = segment_changes + erased_changes;
  PERFORM pg_notify('segment_changes', last_change::TEXT);
  PERFORM pg_notify('customer_erasures', ''); -- No id: whoever listens counts anew.
  RETURN TRUE;
END;
$$;

REVOKE EXECUTE ON FUNCTION erase_customer(INT) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION erase_customer(INT) FROM segmentation_service; -- Releases before gave it to all services.
GRANT EXECUTE ON FUNCTION erase_customer(INT) TO segmentation_dashboard;
