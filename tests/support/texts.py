"""Documents of invented people, for tests that need something to read."""

RESUME = """\
Nadia Okafor
Data Engineer
nadia.okafor@example.org | +44 20 7946 0018 | Leeds, United Kingdom

Summary
Data engineer with a taste for simple pipelines and honest numbers.

Experience

Senior Data Engineer, Brightwater Utilities
Leeds, United Kingdom
March 2020 - Present
- Built the meter pipeline in Python and PostgreSQL; it loads 12 million readings a day.
- Reduced the nightly load from 4 hours to 50 minutes by partitioning its tables.
- Mentored 2 engineers and led the review of data quality incidents.

Data Engineer, Calder Analytics
Manchester, United Kingdom
June 2016 - February 2020
- Developed 30 data quality checks in SQL that stopped wrong invoices.
- Moved 85 reports from cron scripts to Airflow.

Education

University of Leeds
BSc Computer Science
2013 - 2016

Skills
Python, PostgreSQL, SQL, Airflow, Docker, Git

Languages
English (native), French (intermediate)
"""

POSTING = """\
Senior Data Engineer at Harbour Energy Data

Leeds, United Kingdom
Hybrid, full-time
Salary: £55,000 - £68,000 per year

About the role
We turn the readings of two million meters into bills that people can believe.
You will own the pipelines from the first message to the warehouse.

What you will do
- Build and run data pipelines in Python and PostgreSQL.
- Own the data quality checks and the alerts that follow from them.
- Help two engineers grow.

Requirements
- 5+ years of experience with Python and SQL in production.
- Strong PostgreSQL skills, including partitioning and query plans.
- Experience with Airflow or a similar scheduler.

Nice to have
- Kafka or another streaming system.
- A degree in computer science.

We offer
- 28 days of leave and a pension.
"""
