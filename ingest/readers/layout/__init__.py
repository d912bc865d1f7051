"""What is printed on a page, back into paragraphs and tables: one way for pdf, ofd and recognised scans."""
