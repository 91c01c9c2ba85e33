-- Lets the customers' time pass faster than the real one from now on; with 1, where it has been, as fast. For the owner. Times of transactions may
-- then be later than now(). Says whether it can: not where there are transactions that came in real time, whose days would be wrong.
CREATE OR REPLACE FUNCTION simulate_customer_time(new_speed FLOAT) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customer_clock SET speed = new_speed WHERE speed <> new_speed;
  IF new_speed = 1 OR EXISTS (SELECT FROM customer_clock) THEN
    RETURN TRUE;
  END IF;

  LOCK TABLE live_transaction_data IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM live_transaction_data) THEN
    RETURN FALSE;
  END IF;

  INSERT INTO customer_clock (speed, loaded_at, customer_time) VALUES (new_speed, now(), now());
  ALTER TABLE live_transaction_data DROP CONSTRAINT live_transaction_data_limits;
  ALTER TABLE live_transaction_data ADD CONSTRAINT live_transaction_data_limits CHECK (
    transaction_id > 0
    AND customer_id > 0
    AND transaction_amt > 0
    AND transaction_amt <= 1000000000
    AND transaction_time >= TIMESTAMPTZ '2000-01-01 00:00:00Z'
  );
  RETURN TRUE;
END;
$$;

REVOKE EXECUTE ON FUNCTION simulate_customer_time(FLOAT) FROM PUBLIC;
