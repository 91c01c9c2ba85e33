-- Whoever trains hears of a request at once.
CREATE OR REPLACE FUNCTION announce_retraining_request() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('retraining_requests', '');
  RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER announce_retraining_request
AFTER INSERT ON retraining_requests
FOR EACH STATEMENT EXECUTE FUNCTION announce_retraining_request();
