"""Reading free text: what people want, can and cannot do, and what postings offer and demand."""
