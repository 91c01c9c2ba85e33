-- What a transaction counts for in a decayed sum: 1 at the reference time, twice as much a half-life later, half as much a half-life before. Within
-- limits (700 half-lives) that keep every product of it a number; what is beyond them is nothing beside what is not.
CREATE OR REPLACE FUNCTION age_weight(moment TIMESTAMPTZ, reference_time TIMESTAMPTZ, per_day FLOAT) RETURNS FLOAT
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN exp(GREATEST(-485, LEAST(485, per_day * date_part('epoch', moment - reference_time) / 86400)));
