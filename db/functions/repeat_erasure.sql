-- Erases a customer again who was erased at a time that this database does not know of, because it was restored from a backup of before. Says
-- whether it had to. One who is not here is noted as erased all the same, so that late transactions are thrown away. A customer who came back
-- after an erasure that is known here stays. For the owner: who asks for it reads the names off a list.
CREATE OR REPLACE FUNCTION repeat_erasure(id INT, at TIMESTAMPTZ, by TEXT) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM erased_customers WHERE customer_id = id AND erased_at >= at) THEN
    RETURN FALSE;
  END IF;

  PERFORM set_config('segmentation.operator', COALESCE(by, ''), TRUE);
  PERFORM erase_customer(id);
  DELETE FROM erased_customers WHERE customer_id = id;
  INSERT INTO erased_customers (customer_id, erased_at) VALUES (id, at);
  RETURN TRUE;
END;
$$;

REVOKE EXECUTE ON FUNCTION repeat_erasure(INT, TIMESTAMPTZ, TEXT) FROM PUBLIC;
