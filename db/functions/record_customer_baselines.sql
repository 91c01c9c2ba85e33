-- Remembers the running figures that a customer is loaded with: verify_profiles() and reset_data() begin with them.
CREATE OR REPLACE FUNCTION record_customer_baselines() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_baselines (
    customer_id, avg_transaction_amt, num_transactions, last_transaction_time, paying_since, decayed_amount, decayed_transactions
  )
  SELECT
    customer_id,
    avg_transaction_amt,
    num_transactions,
    last_transaction_time,
    paying_since(tenure, last_transaction_time, customer_now()),
    decayed_amount,
    decayed_transactions
  FROM new_customers;
  RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER record_customer_baselines
AFTER INSERT ON customer_segments
REFERENCING NEW TABLE AS new_customers
FOR EACH STATEMENT EXECUTE FUNCTION record_customer_baselines();
