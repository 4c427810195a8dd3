#!/usr/bin/env python3
# ruff: noqa
# mypy: ignore-errors
# fmt: off
"""Scores pushed suggestions against human edits. Pure stdlib, Python >= 3.9.

  score_suggestions.py edits  --gold posts_revisions.jsonl [--gold ...] --pred sugg.jsonl [--kind fix] [--bar X] [--json out.json]
  score_suggestions.py edits  --gold posts_docs.jsonl --pred sugg.jsonl [--kind fix] [--bar X]      (whole raw Markdown documents)
  score_suggestions.py clean  --gold posts_clean.jsonl|posts_clean_md.jsonl --pred sugg.jsonl [--bar X]
  score_suggestions.py grades --gold r3_grades.jsonl   --pred grades.jsonl      (pred: {id, confidence}; P(an editor accepts))

Prediction lines: {"id": doc id, "start", "end", "replacement", "confidence"}; offsets are code points in the gold "text", end exclusive.
"replacement" null means flag only (counts for span overlap, never for exact). "confidence" optional (default 0.5).
"class" optional: reported per class; "shown": false lines are left out. Gold lines: {"id","text","edits":[{start,end,replacement}]} or "edits_by_ref": [[...], ...] (best reference per document).

What is counted
  atomic edit   a suggestion is split into minimal token edits (same token diff as the gold: build_evaldata.token_edits)
  exact         atomic edit equals a gold atomic edit (same trimmed span, same replacement, whitespace-folded)
  touch         suggestion span meets a gold edit span (zero-width gold edits are widened to the neighbouring tokens)
  agree         suggestion with >= 1 exact atomic edit (per-suggestion; the figure for 'precision of what was shown')
P/R/F0.5 'exact' are over atomic edits (MaxMatch/ERRANT style but untyped token diff); 'touch' over suggestions and gold edits.
Gold edits marked factual/adds_content/markup are dropped from the recall side and, when touched, from the precision side (neutral).
Whole documents: a gold line with "scored": [[start, end], ...] is judged only inside those ranges (its edited paragraphs): a suggestion that meets none of
them is ignored, as are the atomic edits of one that reaches outside; "words" of such a line are the prose words of its scored ranges. In clean, a line's own
"words" (prose words) are the measure.
--bar X: only predictions with confidence >= X are shown and counted (confidence absent = 0.5). Calibration figures over ALL predictions stay (ECE agree, ECE
touch, Brier, AUROC, curves); "ECE shown agree" is over the shown ones alone (and, without --bar, equals ECE agree).
Intervals: 95% bootstrap over documents (400 draws, fixed seed).
"""
import argparse, bisect, difflib, json, random, re, sys
from collections import defaultdict
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+(?:[.,]\d+)*|\S")
def nwords(t): return len(re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)*", t))
def fold(s): return re.sub(r"\s+", " ", s.replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')).strip()

def toks(t): return [(m.group(), m.start(), m.end()) for m in WORD.finditer(t)]
def atomic(text, tk, starts, s, e, rep):
    """Minimal token edits of one replacement, keyed by token indices in the document: set of (i1, i2, 'new tokens')."""
    i1 = bisect.bisect_left(starts, s)
    if i1 > 0 and tk[i1 - 1][2] > s: i1 -= 1
    i2 = i1
    while i2 < len(tk) and tk[i2][1] < e: i2 += 1
    # widen to whole tokens, so that an insertion glued to a word (e.g. a suffix) is seen as a replacement
    a0 = tk[i1][1] if i1 < len(tk) and i1 < i2 else s
    a1 = tk[i2 - 1][2] if i2 > i1 else e
    a0, a1 = min(a0, s), max(a1, e)
    new = text[a0:s] + rep + text[e:a1]
    glueL = a0 > 0 and not text[a0 - 1].isspace() and new[:1].strip() != ""
    ta = [fold(t[0]) for t in tk[i1:i2]]; tb = [fold(m.group()) for m in WORD.finditer(new)]
    if glueL and i1 > 0 and tb and tk[i1-1][0][-1:].isalnum() and tb[0][:1].isalnum():   # glued to previous word
        i1 -= 1; ta = [fold(tk[i1][0])] + ta; tb[0] = fold(tk[i1][0]) + tb[0]
    out, cur = set(), None
    for tag, x1, x2, y1, y2 in difflib.SequenceMatcher(None, ta, tb, autojunk=False).get_opcodes():
        if tag == "equal": continue
        out.add((i1 + x1, i1 + x2, " ".join(tb[y1:y2])))
    return out

class Doc:
    def __init__(self, d):
        self.id, self.text = d["id"], d["text"]; self.kind = d.get("commit_kind"); self.source = d.get("source", "?"); self.ranges = d.get("scored"); self.n = d["words"] if self.ranges is not None and "words" in d else nwords(self.text)
        self.tk = toks(self.text); self.st = [t[1] for t in self.tk]
        refs = d.get("edits_by_ref") or [d.get("edits") or []]
        self.refs = []
        for r in refs:
            core, neutral, spans = set(), set(), []
            for e in r:
                at = atomic(self.text, self.tk, self.st, e["start"], e["end"], e.get("replacement") or "")
                neu = e.get("factual") or e.get("adds_content") or e.get("markup")
                (neutral if neu else core).update(at)
                for a in at: spans.append((self.span(a), bool(neu), a))
            self.refs.append((core, neutral, spans))
    def inside(self, s, e, gap=False):
        """True when a span meets a scored range (every span does where a document names none); a gap between tokens also at the range's very ends."""
        return self.ranges is None or any(s <= y and x <= e if gap or s == e else s < y and x < e for x, y in self.ranges)
    def place(self, a):
        """Where an atomic edit stands, an insertion between two tokens as the gap between them."""
        i, j = a[0], a[1]
        if i < j: return (self.tk[i][1], self.tk[j - 1][2])
        return (self.tk[i - 1][2] if i > 0 else 0, self.tk[j][1] if j < len(self.tk) else len(self.text))
    def span(self, a):
        i, j = a[0], a[1]
        if i == j: return (self.tk[i - 1][1] if i > 0 else 0, self.tk[j][2] if j < len(self.tk) else len(self.text))
        return (self.tk[i][1], self.tk[j - 1][2])

def load(paths):
    for p in paths:
        for l in open(p, encoding="utf-8"):
            if l.strip(): yield json.loads(l)

CLASSES = None                                           # set by --class: only these classes of predictions count
def preds(path):
    by = defaultdict(list)
    for x in load([path]):
        for s in x.get("suggestions", [x]):
            if s.get("shown", True) and (CLASSES is None or s.get("class") in CLASSES): by[x["id"]].append(s)
    return by

def shown(sug, bar): return sug if bar is None else [s for s in sug if float(s.get("confidence", .5)) >= bar]
def f05(p, r): return 0.0 if p + r == 0 else 1.25 * p * r / (0.25 * p + r)
def ratio(a, b): return a / b if b else 0.0

def judge(doc, sug):
    """-> per-suggestion records and the best reference's atomic counts."""
    recs = []
    allat = set()
    for s in sug:
        rep = s.get("replacement"); at = set()
        if rep is not None: at = atomic(doc.text, doc.tk, doc.st, s["start"], s["end"], rep)
        if rep is not None and not at: continue          # a no-op suggestion
        if doc.ranges is not None:                       # outside the edited paragraphs nothing is known
            at = {a for a in at if doc.inside(*doc.place(a), gap=a[0] == a[1])}
            if not doc.inside(s["start"], s["end"]) or rep is not None and not at: continue
        touch = agree = neutral = False
        for core, neu, spans in doc.refs:
            hit = [n for (sp, n, a) in spans if sp[0] < max(s["end"], s["start"] + 1) and s["start"] < sp[1]]
            if any(not n for n in hit): touch = True
            elif hit: neutral = True
            if at & core: agree = True
        recs.append({"conf": float(s.get("confidence", .5)), "touch": touch, "agree": agree, "neutral": neutral and not touch, "class": s.get("class", "-"), "at": at, "flag": rep is None})
        allat |= at
    best = None
    for core, neu, spans in doc.refs:
        tp = len(allat & core); fp = len(allat - core - neu); fn = len(core - allat)
        p, r = ratio(tp, tp + fp) if tp + fp else 1.0, ratio(tp, tp + fn) if tp + fn else 1.0
        k = (f05(p, r), tp, -fp, -fn)
        if best is None or k > best[0]:
            det = 0
            for sp, n, a in spans:
                if not n and any(sp[0] < max(s["end"], s["start"] + 1) and s["start"] < sp[1] for s in sug): det += 1
            best = (k, tp, fp, fn, det, sum(not n for _, n, _ in spans))
    return recs, best[1:]

def boot(rows, fn, n=400, seed=7):
    if not rows: return [0, 0]
    rnd = random.Random(seed); v = []
    for _ in range(n): v.append(fn([rows[rnd.randrange(len(rows))] for _ in rows]))
    v.sort(); return [round(v[int(.025 * n)], 4), round(v[int(.975 * n) - 1], 4)]

def auroc(pairs):
    pos = sorted(c for c, y in pairs if y); neg = sorted(c for c, y in pairs if not y)
    if not pos or not neg: return None
    w = 0.0
    for c in pos: w += bisect.bisect_left(neg, c) + .5 * (bisect.bisect_right(neg, c) - bisect.bisect_left(neg, c))
    return round(w / (len(pos) * len(neg)), 4)

def ece(pairs, bins=10):
    b = defaultdict(list)
    for c, y in pairs: b[min(bins - 1, int(c * bins))].append((c, y))
    n = sum(map(len, b.values())); t = 0; rel = []
    for k in sorted(b):
        m = len(b[k]); cc = sum(c for c, _ in b[k]) / m; yy = sum(y for _, y in b[k]) / m
        t += m / n * abs(cc - yy); rel.append([k / bins, m, round(cc, 3), round(yy, 3)])
    return (round(t, 4) if n else None), rel

def curve(pairs):
    s = sorted(pairs, key=lambda x: -x[0]); out = {}; n = len(s)
    for q in (.05, .1, .25, .5, .75, 1.0):
        k = max(1, round(q * n)) if n else 0
        if not k: continue
        th = s[k - 1][0]; tied = [y for c, y in s if c == th]; above = [y for c, y in s if c > th]   # ties count in expectation
        take = k - len(above); out[f"top {int(q*100)}% ({k})"] = round((sum(above) + take * sum(tied) / len(tied)) / k, 4)
    return out

def cmd_edits(a):
    docs = [d for d in load(a.gold) if (not a.kind or d.get("commit_kind") in a.kind.split(",")) and (not a.source or d.get("source") in a.source.split(","))]
    P = preds(a.pred); R = []; A = []; per = []; words = 0
    for d in docs:
        D = Doc(d); words += D.n; recs, (tp, fp, fn, det, ng) = judge(D, shown(P.get(D.id, []), a.bar))
        A += recs if a.bar is None else judge(D, P.get(D.id, []))[0]
        R += recs; per.append((tp, fp, fn, sum(r["agree"] for r in recs), sum(r["touch"] for r in recs), sum(not r["neutral"] for r in recs), det, ng, D.n))
    S = lambda rows, i: sum(r[i] for r in rows)
    tp, fp, fn = S(per, 0), S(per, 1), S(per, 2); p, r = ratio(tp, tp + fp), ratio(tp, tp + fn)
    scored = [x for x in R if not x["neutral"]]; every = [x for x in A if not x["neutral"]]
    o = {"documents": len(docs), "words": words, "gold edits": tp + fn, "suggestions": len(R), "per 1000 words": round(1000 * ratio(len(R), words), 2),
         "exact": {"P": round(p, 4), "R": round(r, 4), "F0.5": round(f05(p, r), 4), "F0.5 95%": boot(per, lambda x: f05(ratio(S(x, 0), S(x, 0) + S(x, 1)), ratio(S(x, 0), S(x, 0) + S(x, 2))))},
         "touch": {"P": round(ratio(S(per, 4), S(per, 5)), 4), "P 95%": boot(per, lambda x: ratio(S(x, 4), S(x, 5))), "R": round(ratio(S(per, 6), S(per, 7)), 4)},
         "agree P (shown suggestions)": round(ratio(S(per, 3), S(per, 5)), 4), "agree P 95%": boot(per, lambda x: ratio(S(x, 3), S(x, 5)))}
    pa = [(x["conf"], x["agree"]) for x in every]; pt = [(x["conf"], x["touch"]) for x in every]; ps = [(x["conf"], x["agree"]) for x in scored]
    if a.bar is not None: o["bar"] = a.bar; o["judged predictions at any confidence"] = len(every)
    if ps: o["ECE shown agree"] = ece(ps)[0]; o["mean confidence shown"] = round(sum(c for c, _ in ps) / len(ps), 4)
    if len({c for c, _ in pa}) > 1:
        o["precision-coverage agree"] = curve(pa); o["precision-coverage touch"] = curve(pt); o["AUROC agree"] = auroc(pa)
    if pa: o["ECE agree"], o["reliability agree [bin, n, confidence, precision]"] = ece(pa); o["ECE touch"] = ece(pt)[0]; o["Brier agree"] = round(sum((c - y) ** 2 for c, y in pa) / len(pa), 4)
    by = defaultdict(list)
    for x in scored: by[x["class"]].append(x)
    o["by class [n, agree P, touch P]"] = {k: [len(v), round(sum(x["agree"] for x in v) / len(v), 3), round(sum(x["touch"] for x in v) / len(v), 3)] for k, v in sorted(by.items(), key=lambda z: -len(z[1]))[:25]}
    return o

def cmd_clean(a):
    P = preds(a.pred); rows = []; by = defaultdict(int); src = defaultdict(lambda: [0, 0])
    for d in load(a.gold):
        if a.source and d.get("source") not in a.source.split(","): continue
        w = d["words"] if d.get("words") else nwords(d["text"]); s = [x for x in shown(P.get(d["id"], []), a.bar) if x.get("replacement") is None or d["text"][x["start"]:x["end"]] != x["replacement"]]
        rows.append((len(s), w, bool(s))); src[d["source"]][0] += len(s); src[d["source"]][1] += w
        for x in s: by[x.get("class", "-")] += 1
    W = sum(r[1] for r in rows)
    return {"documents": len(rows), "words": W, "suggestions": sum(r[0] for r in rows), "false alarms per 1000 words (upper bound)": round(1000 * ratio(sum(r[0] for r in rows), W), 3),
            "95%": boot(rows, lambda x: 1000 * ratio(sum(r[0] for r in x), sum(r[1] for r in x))), "silent documents": round(ratio(sum(not r[2] for r in rows), len(rows)), 3),
            "by source per 1000": {k: round(1000 * ratio(*v), 2) for k, v in src.items()}, "by class": dict(sorted(by.items(), key=lambda x: -x[1])[:25])}

def cmd_grades(a):
    G = {d["id"]: d for d in load(a.gold)}; P = {x["id"]: float(x["confidence"]) for x in load([a.pred])}; pairs = []
    for i, d in G.items():
        if i in P:
            for v in d["votes"].values(): pairs.append((P[i], bool(v)))
    base = ratio(sum(y for _, y in pairs), len(pairs)); e, rel = ece(pairs)
    s = sorted(pairs, key=lambda x: -x[0]); best = 0; acc = 0
    for k, (c, y) in enumerate(s, 1):
        acc += y
        if k >= 20 and acc / k >= .8 and (k == len(s) or s[k][0] < c): best = k
    return {"edits": len(G), "graded": sum(i in P for i in G), "votes": len(pairs), "accept rate": round(base, 4), "AUROC": auroc(pairs), "ECE": e, "Brier": round(sum((c - y) ** 2 for c, y in pairs) / max(1, len(pairs)), 4),
            "precision-coverage": curve(pairs), "coverage at precision >= 0.80": round(ratio(best, len(s)), 4), "reliability": rel}

if __name__ == "__main__":
    ap = argparse.ArgumentParser(); ap.add_argument("cmd", choices=["edits", "clean", "grades"]); ap.add_argument("--gold", action="append", required=True); ap.add_argument("--pred", required=True)
    ap.add_argument("--kind"); ap.add_argument("--source"); ap.add_argument("--json"); ap.add_argument("--bar", type=float); ap.add_argument("--class", dest="classes", help="count only predictions of these classes, e.g. correctness or clarity,tone")
    a = ap.parse_args(); CLASSES = set(a.classes.split(",")) if a.classes else None; o = {"edits": cmd_edits, "clean": cmd_clean, "grades": cmd_grades}[a.cmd](a)
    if a.json: json.dump(o, open(a.json, "w"), indent=1)
    print(json.dumps(o, indent=1, ensure_ascii=False))
