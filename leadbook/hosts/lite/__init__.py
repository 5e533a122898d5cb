"""xlwings Lite: Python inside Excel on Windows, Mac and the web, without an installation.

The code lives in the workbook; leadbook's wheel is fetched into the browser's Python (Pyodide).
"""
