//! A shard: the postings of a run of units in tantivy, and beside them where each token stands in its verbatim.
//!
//! Document numbers follow the order of the units. `tokens` holds, per token, the gap to the end of the token before
//! it and its length with a mark for "negated", as variable-length numbers; `documents` holds 16 bytes a document.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;
use tantivy::directory::MmapDirectory;
use tantivy::index::{Index, InvertedIndexReader};
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Directory, DocSet, SegmentReader, SingleSegmentIndexWriter, TERMINATED, TantivyDocument};

use super::damaged;
use super::evaluate::Occurrence;
use super::forms::{Forms, SEPARATOR};
use crate::language::{Analyser, Tokens};
use crate::problem::Result;
use crate::survey::{Span, UnitId};

const TOKENIZER: &str = "forms";
const BYTES_PER_DOCUMENT: usize = 16;

/// Units on their way into a shard.
#[derive(Default)]
pub struct Batch {
    text: String,
    /// Unit, end of its text in `text`, start of the unit in its verbatim.
    units: Vec<(UnitId, usize, u32)>,
}

impl Batch {
    pub fn push(&mut self, unit: UnitId, text: &str, start: u32) {
        self.text.push_str(text);
        self.units.push((unit, self.text.len(), start));
    }

    pub fn len(&self) -> usize {
        self.units.len()
    }

    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// Writes a shard into `folder` and returns its distinct forms, ascending, with their numbers of units.
pub fn write(folder: &Path, batch: &Batch, analyser: &Analyser) -> Result<Vec<(String, u64)>> {
    std::fs::create_dir_all(folder).map_err(damaged)?;
    let mut schema = Schema::builder();
    let forms = schema.add_text_field(
        "forms",
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        ),
    );
    let tokenizers = TokenizerManager::default();
    tokenizers.register(TOKENIZER, TextAnalyzer::from(Forms::default()));
    let directory: Box<dyn Directory> = Box::new(MmapDirectory::open(folder).map_err(damaged)?);
    // The budget sets the size of the first hash table only; the batch bounds the memory.
    let budget = (batch.bytes() * 2).clamp(1 << 20, 64 << 20);
    let mut writer: SingleSegmentIndexWriter = Index::builder()
        .schema(schema.build())
        .tokenizers(tokenizers)
        .single_segment_index_writer(directory, budget)
        .map_err(damaged)?;

    let mut tokens = Tokens::new();
    let mut line = String::new();
    let mut places: Vec<u8> = Vec::with_capacity(batch.bytes() / 3);
    let mut documents: Vec<u8> = Vec::with_capacity(batch.len() * BYTES_PER_DOCUMENT);
    let mut start = 0;
    for (unit, end, offset) in &batch.units {
        documents.extend(unit.0.to_le_bytes());
        documents.extend((places.len() as u32).to_le_bytes());
        documents.extend(offset.to_le_bytes());
        analyser.tokenize(&batch.text[start..*end], &mut tokens);
        line.clear();
        let mut behind = 0;
        for token in tokens.iter() {
            if !line.is_empty() {
                line.push(SEPARATOR);
            }
            line.push_str(token.form);
            push_number(&mut places, token.span.start - behind);
            push_number(
                &mut places,
                (token.span.end - token.span.start) << 1 | u32::from(token.negated),
            );
            behind = token.span.end;
        }
        let mut document = TantivyDocument::default();
        document.add_text(forms, &line);
        writer.add_document(document).map_err(damaged)?;
        start = *end;
    }
    let index = writer.finalize().map_err(damaged)?;
    write_file(&folder.join("tokens"), &places)?;
    write_file(&folder.join("documents"), &documents)?;

    let reader = open_segment(&index)?;
    let mut of_shard = Vec::new();
    let mut stream = reader.terms().stream().map_err(damaged)?;
    while let Some((term, info)) = stream.next() {
        let form = String::from_utf8(term.to_vec()).map_err(damaged)?;
        of_shard.push((form, u64::from(info.doc_freq)));
    }
    Ok(of_shard)
}

/// An open shard.
pub struct Shard {
    postings: Arc<InvertedIndexReader>,
    tokens: Option<Mmap>,
    documents: Option<Mmap>,
}

impl Shard {
    pub fn open(folder: &Path) -> Result<Shard> {
        let index = Index::open_in_dir(folder).map_err(damaged)?;
        let segments = index.searchable_segment_metas().map_err(damaged)?;
        let shard = Shard {
            postings: open_segment(&index)?,
            tokens: map(&folder.join("tokens"))?,
            documents: map(&folder.join("documents"))?,
        };
        let documents: usize = segments.iter().map(|segment| segment.max_doc() as usize).sum();
        shard.check(documents)?;
        Ok(shard)
    }

    /// A file that was cut must not be read beyond its end.
    fn check(&self, documents: usize) -> Result<()> {
        let bytes = self.documents.as_deref().map_or(0, <[u8]>::len);
        let tokens = self.tokens.as_deref().map_or(0, <[u8]>::len);
        let last = documents.checked_sub(1);
        let sound = bytes == documents * BYTES_PER_DOCUMENT
            && last.is_none_or(|last| self.tokens_from(last as u32) <= tokens)
            && self
                .tokens
                .as_deref()
                .is_none_or(|all| all.last().is_none_or(|byte| byte & 0x80 == 0));
        if sound {
            Ok(())
        } else {
            Err(damaged("documents and tokens do not fit"))
        }
    }

    /// Where any of the forms stands: document and position packed as `document << 32 | position`, ascending.
    pub fn places(&self, forms: &[String]) -> Result<Vec<u64>> {
        let mut places: Vec<u64> = Vec::new();
        let mut positions = Vec::new();
        for form in forms {
            let Some(info) = self.postings.terms().get(form.as_bytes()).map_err(damaged)? else {
                continue;
            };
            let mut postings = self
                .postings
                .read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)
                .map_err(damaged)?;
            let mut document = postings.doc();
            while document != TERMINATED {
                postings.positions(&mut positions);
                places.extend(
                    positions
                        .iter()
                        .map(|position| u64::from(document) << 32 | u64::from(*position)),
                );
                document = postings.advance();
            }
        }
        // Each form's places are a sorted run; the standard stable sort merges runs.
        places.sort();
        Ok(places)
    }

    /// Calls `each` for every document that holds a form, ascending.
    pub fn each_document(&self, form: &str, each: &mut dyn FnMut(u32)) -> Result<()> {
        let Some(info) = self.postings.terms().get(form.as_bytes()).map_err(damaged)? else {
            return Ok(());
        };
        let mut postings = self
            .postings
            .read_postings_from_terminfo(&info, IndexRecordOption::Basic)
            .map_err(damaged)?;
        let mut document = postings.doc();
        while document != TERMINATED {
            each(document);
            document = postings.advance();
        }
        Ok(())
    }

    /// All units, ascending; their places are the numbers of the documents.
    pub fn units(&self) -> impl Iterator<Item = UnitId> + '_ {
        let documents = self.documents.as_deref().map_or(0, <[u8]>::len) / BYTES_PER_DOCUMENT;
        (0..documents as u32).map(|document| self.unit(document))
    }

    /// Document and position where a form first stands.
    pub fn first_place(&self, form: &str) -> Result<Option<(u32, u32)>> {
        let Some(info) = self.postings.terms().get(form.as_bytes()).map_err(damaged)? else {
            return Ok(None);
        };
        let mut postings = self
            .postings
            .read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)
            .map_err(damaged)?;
        let mut positions = Vec::new();
        postings.positions(&mut positions);
        Ok(positions.first().map(|position| (postings.doc(), *position)))
    }

    /// The first unit of the shard; none in an empty one.
    pub fn first_unit(&self) -> Option<UnitId> {
        let any = self
            .documents
            .as_deref()
            .is_some_and(|documents| !documents.is_empty());
        any.then(|| self.unit(0))
    }

    pub fn unit(&self, document: u32) -> UnitId {
        let bytes = self.document(document);
        UnitId(i64::from_le_bytes(bytes[0..8].try_into().expect("8 bytes")))
    }

    /// The bytes of the verbatim that occurrences of one document cover, ascending and without repetition.
    pub fn evidence(&self, occurrences: &[Occurrence]) -> Vec<Span> {
        let Some(first) = occurrences.first() else {
            return Vec::new();
        };
        let tokens: Vec<Span> = self.spans(first.document).map(|(span, _)| span).collect();
        spans_of(&tokens, occurrences)
    }

    /// Drops the occurrences one of whose tokens a negator governs. Ascending by document.
    pub fn drop_negated(&self, occurrences: &mut Vec<Occurrence>) {
        let mut read: Option<u32> = None;
        let mut negated: Vec<bool> = Vec::new();
        occurrences.retain(|occurrence| {
            if read != Some(occurrence.document) {
                negated.clear();
                negated.extend(self.spans(occurrence.document).map(|(_, negated)| negated));
                read = Some(occurrence.document);
            }
            !occurrence
                .pieces()
                .any(|(from, to)| negated[from as usize..=to as usize].contains(&true))
        });
    }

    /// The tokens of a document: span in the verbatim, and whether a negator governs it.
    pub fn spans(&self, document: u32) -> impl Iterator<Item = (Span, bool)> + '_ {
        let bytes = self.document(document);
        let from = self.tokens_from(document);
        let mut behind = u32::from_le_bytes(bytes[12..16].try_into().expect("4 bytes"));
        let all = self.tokens.as_deref().unwrap_or(&[]);
        let to = if (document as usize + 1) * BYTES_PER_DOCUMENT
            < self.documents.as_deref().map_or(0, <[u8]>::len)
        {
            self.tokens_from(document + 1)
        } else {
            all.len()
        };
        let mut rest = all.get(from..to).unwrap_or(&[]);
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let start = behind + take_number(&mut rest);
            let length = take_number(&mut rest);
            behind = start + (length >> 1);
            Some((Span { start, end: behind }, length & 1 == 1))
        })
    }

    /// Where the tokens of a document begin.
    fn tokens_from(&self, document: u32) -> usize {
        let bytes = &self.document(document)[8..12];
        u32::from_le_bytes(bytes.try_into().expect("4 bytes")) as usize
    }

    fn document(&self, document: u32) -> &[u8] {
        let at = document as usize * BYTES_PER_DOCUMENT;
        &self.documents.as_deref().unwrap_or(&[])[at..at + BYTES_PER_DOCUMENT]
    }
}

/// The bytes that occurrences cover, by the spans of their document's tokens; ascending and without repetition.
pub fn spans_of(tokens: &[Span], occurrences: &[Occurrence]) -> Vec<Span> {
    let mut spans: Vec<Span> = occurrences
        .iter()
        .flat_map(Occurrence::pieces)
        .map(|(from, to)| Span {
            start: tokens[from as usize].start,
            end: tokens[to as usize].end,
        })
        .collect();
    if spans.len() > 1 {
        spans.sort_unstable();
        spans.dedup();
    }
    spans
}

fn open_segment(index: &Index) -> Result<Arc<InvertedIndexReader>> {
    let field: Field = index.schema().get_field("forms").map_err(damaged)?;
    let segments = index.searchable_segments().map_err(damaged)?;
    let segment = segments.first().ok_or_else(|| damaged("no segment"))?;
    SegmentReader::open(segment)
        .and_then(|reader| reader.inverted_index(field))
        .map_err(damaged)
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::File::create(path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(damaged)
}

/// Maps a file; an empty file cannot be mapped and is none.
fn map(path: &Path) -> Result<Option<Mmap>> {
    let file = std::fs::File::open(path).map_err(damaged)?;
    if file.metadata().map_err(damaged)?.len() == 0 {
        return Ok(None);
    }
    // SAFETY: the folder belongs to the program; it is replaced whole and never written in place.
    unsafe { Mmap::map(&file) }.map(Some).map_err(damaged)
}

/// LEB128.
fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_number(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
        shift += 7;
    }
    number
}
