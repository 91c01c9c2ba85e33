"""Makes up files in the forms of six public tables of customers: same columns, separators, encodings, gaps; other customers."""
import csv
import datetime
import random

import numpy


def churn(path, rows):
    """Bank churn: comma, a row number and an id, text columns that nobody asks for."""
    draw = numpy.random.default_rng(1)
    with open(path, "w", newline="", encoding="utf-8") as file:
        write = csv.writer(file).writerow
        write("RowNumber,CustomerId,Surname,CreditScore,Geography,Gender,Age,Tenure,Balance,NumOfProducts,HasCrCard,IsActiveMember,EstimatedSalary,Exited"
              .split(","))
        for row in range(rows):
            group = draw.integers(3)
            balance = 0 if group == 0 else max(0, round(draw.normal(120_000, 12_000), 2))
            age = int(numpy.clip(draw.normal((34, 36, 58)[group], 5), 18, 92))
            write([row + 1, 15_565_701 + 3 * row, "O'Brien" if row % 9 == 0 else "Smith, J", int(draw.normal((700, 560, 660)[group], 35)),
                   ("France", "Spain", "Germany")[draw.integers(3)], ("Male", "Female")[draw.integers(2)], age, draw.integers(11),
                   balance, (2, 1, 1)[group], draw.integers(2), draw.integers(2), round(draw.uniform(11, 200_000), 2), draw.integers(2)])
    return dict(id="CustomerId", features=["CreditScore", "Age", "Balance", "NumOfProducts"], k=3)


def cards(path, rows):
    """Credit cards: ids of text, numbers with long tails, gaps in two columns."""
    draw = numpy.random.default_rng(2)
    with open(path, "w", newline="", encoding="utf-8") as file:
        write = csv.writer(file).writerow
        write("CUST_ID,BALANCE,BALANCE_FREQUENCY,PURCHASES,CASH_ADVANCE,PURCHASES_FREQUENCY,CREDIT_LIMIT,PAYMENTS,MINIMUM_PAYMENTS,PRC_FULL_PAYMENT,TENURE"
              .split(","))
        for row in range(rows):
            group = draw.integers(4)
            write([f"C{10_001 + row}", round(abs(draw.normal((300, 1_400, 5_500, 2_500)[group], 180)), 6), round(draw.uniform(.8, 1), 6),
                   round(abs(draw.normal((300, 4_800, 200, 1_500)[group], 160)), 2), round(abs(draw.normal((100, 50, 4_500, 300)[group], 130)), 6),
                   round(numpy.clip(draw.normal((.3, .95, .1, .6)[group], .05), 0, 1), 6),
                   "" if row % 701 == 0 else round(draw.normal((2_500, 9_000, 7_500, 4_500)[group], 500)),
                   round(abs(draw.normal((600, 5_000, 3_500, 1_600)[group], 250)), 6),
                   "" if row % 29 == 0 else round(abs(draw.normal((180, 400, 1_900, 800)[group], 70)), 6), round(draw.uniform(0, .3), 6), 12])
    return dict(id="CUST_ID", k=4, features=[
        "BALANCE", "PURCHASES", "CASH_ADVANCE", "PURCHASES_FREQUENCY", "CREDIT_LIMIT", "PAYMENTS", "MINIMUM_PAYMENTS"])


def mall(path, rows):
    """Mall customers: names of columns with blanks and brackets."""
    draw = numpy.random.default_rng(3)
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        write = csv.writer(file).writerow
        write(["CustomerID", "Genre", "Age", "Annual Income (k$)", "Spending Score (1-100)"])
        for row in range(rows):
            group = draw.integers(5)
            write([row + 1, ("Male", "Female")[draw.integers(2)], draw.integers(18, 70), int(abs(draw.normal((25, 26, 55, 88, 87)[group], 5))),
                   int(numpy.clip(draw.normal((20, 80, 50, 17, 82)[group], 6), 1, 100))])
    return dict(id="CustomerID", features=["Annual Income (k$)", "Spending Score (1-100)"], k=5)


def marketing(path, rows):
    """Bank marketing: semicolons, everything that is text in quotes, no id, a category among the features."""
    draw = numpy.random.default_rng(5)
    jobs = ["management", "technician", "blue-collar", "retired"]
    with open(path, "w", newline="\n", encoding="utf-8") as file:
        file.write('"age";"job";"marital";"education";"default";"balance";"housing";"loan";"contact";"day";"month";"duration";"campaign";"y"\n')
        for _ in range(rows):
            group = draw.integers(3)
            job = jobs[draw.choice(4, p=((.55, .35, .08, .02), (.05, .25, .7, 0), (.02, .03, .05, .9))[group])]
            file.write(f'{int(draw.normal((38, 35, 67)[group], 4))};"{job}";"married";"secondary";"no";'
                       f'{int(draw.normal((3_500, 300, 2_200)[group], 350))};"yes";"no";"cellular";{draw.integers(1, 29)};"may";'
                       f'{int(abs(draw.normal((220, 240, 520)[group], 60)))};{draw.integers(1, 5)};"no"\n')
    return dict(id=None, features=["age", "balance", "duration"], categories=["job"], k=3)


def german(path, rows):
    """German credit: an index without a name, NA for what is not known."""
    draw = numpy.random.default_rng(6)
    with open(path, "w", newline="", encoding="utf-8") as file:
        write = csv.writer(file).writerow
        write(",Age,Sex,Job,Housing,Saving accounts,Checking account,Credit amount,Duration,Purpose".split(","))
        for row in range(rows):
            group = draw.integers(3)
            write([row, int(numpy.clip(draw.normal((27, 36, 54)[group], 3), 19, 75)), ("male", "female")[draw.integers(2)], draw.integers(4),
                   "own", "NA" if row % 5 == 0 else "little", "NA" if row % 3 == 0 else "moderate",
                   int(abs(draw.normal((2_000, 9_500, 2_200)[group], 500))), int(numpy.clip(draw.normal((15, 42, 14)[group], 3), 4, 72)), "car"])
    return dict(id=None, features=["Age", "Credit amount", "Duration"], k=3)


def retail(path, rows):
    """Online retail: lines of invoices, Windows-1252, month before day, ids with .0, gaps, returns."""
    draw = random.Random(4)
    start = datetime.datetime(2010, 12, 1, 8)
    with open(path, "w", newline="", encoding="windows-1252") as file:
        write = csv.writer(file).writerow
        write("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country".split(","))
        for invoice in range(rows):
            customer = draw.randrange(600)
            group = customer % 3
            if group == 2 and draw.random() < .85:
                continue
            day = draw.randrange(*((300, 365), (150, 365), (0, 60))[group])
            time = start + datetime.timedelta(days=day, minutes=draw.randrange(600))
            is_return = draw.random() < .02
            for line in range(draw.randint(1, 6)):
                quantity = draw.randint(1, 12) * (9 if group == 0 else 1) * (-1 if is_return else 1)
                write([f"{'C' if is_return else ''}{536_365 + invoice}", f"{85_000 + line}A", "T-LIGHT, \u00a35", quantity,
                       f"{time.month}/{time.day}/{time.year} {time.hour}:{time.minute:02}", draw.randint(100, 900) / 100,
                       "" if draw.random() < .05 else f"{12_346 + customer}.0", "United Kingdom"])
    return dict(id="customer_id", transactions=True, k=3)


FORMS = [("bank churn", churn, 8_000), ("credit cards", cards, 6_000), ("mall customers", mall, 1_000), ("online retail", retail, 9_000),
         ("bank marketing", marketing, 8_000), ("German credit", german, 1_000)]
