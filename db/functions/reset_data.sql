-- Forgets all transactions and changes of segment and gives every customer the profile that was loaded. Models stay; marking the active
-- one as not applied makes everybody be scored again. Waits for batches under way and lets none begin until it is done. Ids of
-- changes go on where they were: a reader that remembers its last one misses nothing that comes.
--
-- Only for those whom the owner allows it, and then with the owner's rights.
CREATE OR REPLACE FUNCTION reset_data() RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(model_lock_key());
  TRUNCATE live_transaction_data, segment_changes CONTINUE IDENTITY;

  -- Where the customers' time is simulated, it does not go back: who was loaded with ten days since the last transaction has ten days again.
  UPDATE customer_baselines
  SET
    last_transaction_time = last_transaction_time + (clock.customer_time - clock.loaded_at),
    paying_since = paying_since + (clock.customer_time - clock.loaded_at),
    decayed_amount = decayed_amount * age_weight(clock.customer_time, clock.loaded_at, s.decay_per_day),
    decayed_transactions = decayed_transactions * age_weight(clock.customer_time, clock.loaded_at, s.decay_per_day)
  FROM customer_clock clock
  CROSS JOIN profile_settings s;
  UPDATE customer_clock SET loaded_at = customer_time;

  UPDATE customer_segments c
  SET
    avg_transaction_amt = b.avg_transaction_amt,
    num_transactions = b.num_transactions,
    last_transaction_time = b.last_transaction_time,
    days_from_last_transaction = days_between(b.last_transaction_time, (SELECT customer_now())),
    decayed_amount = b.decayed_amount,
    decayed_transactions = b.decayed_transactions,
    last_updated = now()
  FROM customer_baselines b
  WHERE b.customer_id = c.customer_id;
  UPDATE clustering_models SET applied_at = NULL WHERE is_active;
END;
$$;

REVOKE EXECUTE ON FUNCTION reset_data() FROM PUBLIC;
