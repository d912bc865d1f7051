"""Ground floor: files in, notices with clause trees and passages in Chroma out.

Imports no other package of ours. Start reading at :mod:`ingest.intake.pipeline`.
"""
