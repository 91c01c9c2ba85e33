-- What time it is for the customers: now(), but in a simulation that runs faster than real time. For all that is counted from a transaction's
-- time, such as the days since the last one. As a scalar subquery, (SELECT customer_now()), it is asked once for all rows.
--
-- plpgsql, because a function of SQL would be looked through when it is made, before the table is there.
CREATE OR REPLACE FUNCTION customer_now() RETURNS TIMESTAMPTZ
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN COALESCE((SELECT customer_time FROM customer_clock), now());
END;
$$;
