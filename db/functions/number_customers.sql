-- The numbers of customers with ids of the bank's own, in the order of the ids. One that has none yet gets one: for whoever loads customers.
CREATE OR REPLACE FUNCTION number_customers(external_ids TEXT[]) RETURNS INT[]
LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE customer_external_ids IN SHARE ROW EXCLUSIVE MODE;

  -- Behind every number that somebody gave by hand.
  PERFORM setval('customer_numbers', highest)
  FROM (
    SELECT max(customer_id) AS highest
    FROM (SELECT max(customer_id) FROM customer_segments UNION ALL SELECT max(customer_id) FROM erased_customers) given (customer_id)
  ) taken
  WHERE highest > (SELECT last_value FROM customer_numbers);

  INSERT INTO customer_external_ids (external_id)
  SELECT given.external_id
  FROM unnest(external_ids) WITH ORDINALITY AS given (external_id, place)
  WHERE NOT EXISTS (SELECT FROM customer_external_ids e WHERE e.external_id = given.external_id)
  GROUP BY given.external_id
  ORDER BY min(given.place);

  RETURN ARRAY(
    SELECT e.customer_id
    FROM unnest(external_ids) WITH ORDINALITY AS given (external_id, place)
    JOIN customer_external_ids e ON e.external_id = given.external_id
    ORDER BY given.place
  );
END;
$$;

REVOKE EXECUTE ON FUNCTION number_customers(TEXT[]) FROM PUBLIC;
