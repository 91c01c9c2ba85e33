-- A transaction that another system or a person writes has the limits that the consumers hold messages to: one of the year 56000, or of an
-- infinite amount, would spoil its customer's profile for good. Rows that are there already are not looked at.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'live_transaction_data'::REGCLASS AND conname = 'live_transaction_data_limits') THEN
    ALTER TABLE live_transaction_data ADD CONSTRAINT live_transaction_data_limits CHECK (
      transaction_id > 0
      AND customer_id > 0
      AND transaction_amt > 0
      AND transaction_amt <= 1000000000
      AND transaction_time >= TIMESTAMPTZ '2000-01-01 00:00:00Z'
      AND transaction_time < now() + INTERVAL '1 day'  -- the clocks of databases and consumers differ
    ) NOT VALID;
  END IF;
END;
$$;
