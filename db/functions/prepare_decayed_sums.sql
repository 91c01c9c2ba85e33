-- Gives a customer who is loaded the decayed sums to begin with. Row by row, before the row is there: afterwards each row would have to be written
-- a second time.
CREATE OR REPLACE FUNCTION prepare_decayed_sums() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
DECLARE
  settings profile_settings;
  since TIMESTAMPTZ := paying_since(NEW.tenure, NEW.last_transaction_time, customer_now());
BEGIN
  SELECT * INTO STRICT settings FROM profile_settings;
  NEW.decayed_transactions := decayed_baseline(
    1, NEW.num_transactions, since, NEW.last_transaction_time, settings.reference_time, settings.decay_per_day);
  NEW.decayed_amount := decayed_baseline(
    NEW.avg_transaction_amt, NEW.num_transactions, since, NEW.last_transaction_time, settings.reference_time, settings.decay_per_day);
  RETURN NEW;
END;
$$;

CREATE OR REPLACE TRIGGER prepare_decayed_sums
BEFORE INSERT ON customer_segments
FOR EACH ROW EXECUTE FUNCTION prepare_decayed_sums();
