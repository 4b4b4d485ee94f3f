// Reads the QR code of a badge from a picture, for browsers that cannot do so themselves.
//
// A badge's code is small: 21 modules a side, one block of 26 codewords (ISO/IEC 18004, version 1). Its three corners are
// looked for, the grid is laid over them, and the fourth corner, which no mark shows, is tried at a few places until the
// error correction says that all is right. So a badge that is held aslant is read, and nothing is read that is not there.
"use strict";

const readBadge = (() => {
  const SIDE = 21;
  const WORDS = 26;
  // Codewords for correction, by the two bits that say how many there are: M, L, H, Q.
  const CORRECTION = [10, 7, 17, 13];
  const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const MASKS = [
    (y, x) => (y + x) % 2,
    (y) => y % 2,
    (y, x) => x % 3,
    (y, x) => (y + x) % 3,
    (y, x) => ((y >> 1) + Math.floor(x / 3)) % 2,
    (y, x) => ((y * x) % 2) + ((y * x) % 3),
    (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2,
    (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2,
  ];
  // By so many modules the fourth corner is moved, the nearest first.
  const SHIFTS = [0, 0.8, -0.8, 1.6, -1.6, 2.4, -2.4, 3.2, -3.2];
  const CORNERS = SHIFTS.flatMap((x) => SHIFTS.map((y) => [x, y])).sort(
    (a, b) => Math.hypot(...a) - Math.hypot(...b),
  );

  // The field of 256 elements in which errors are corrected: powers of 2, and of which power each is.
  const POWER = new Uint8Array(512);
  const LOG = new Uint8Array(256);
  for (let exponent = 0, value = 1; exponent < 255; exponent++) {
    POWER[exponent] = POWER[exponent + 255] = value;
    LOG[value] = exponent;
    value = value & 128 ? (value << 1) ^ 0x11d : value << 1;
  }
  const times = (a, b) => (a && b ? POWER[LOG[a] + LOG[b]] : 0);
  const over = (a, b) => (a ? POWER[LOG[a] + 255 - LOG[b]] : 0);
  // Polynomials are lists of coefficients, the constant first.
  const at = (polynomial, x) => polynomial.reduceRight((sum, each) => times(sum, x) ^ each, 0);

  // Where it is dark: darker than the mean of the square around it, whatever the light.
  function darkness({ data, width, height }) {
    const sums = new Uint32Array((width + 1) * (height + 1));
    const grey = new Uint8Array(width * height);
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0, row = 0; x < width; x++, i++) {
        grey[i] = (data[4 * i] * 77 + data[4 * i + 1] * 151 + data[4 * i + 2] * 28) >> 8;
        row += grey[i];
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
      }
    }
    const half = Math.max(8, Math.min(width, height) >> 3);
    const dark = new Uint8Array(width * height);
    for (let y = 0, i = 0; y < height; y++) {
      const [top, bottom] = [Math.max(0, y - half) * (width + 1), Math.min(height, y + half) * (width + 1)];
      const rows = (bottom - top) / (width + 1);
      for (let x = 0; x < width; x++, i++) {
        const [left, right] = [Math.max(0, x - half), Math.min(width, x + half)];
        const sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
        dark[i] = grey[i] * rows * (right - left) < sum * 0.92 ? 1 : 0;
      }
    }
    return { dark, width, height };
  }

  // The size of a module where five runs are those of a corner's square, 1:1:3:1:1; else 0.
  function module(runs) {
    const size = runs.reduce((sum, each) => sum + each, 0) / 7;
    const fits = runs.every((run, i) => Math.abs(run - size * (i === 2 ? 3 : 1)) < size * (i === 2 ? 1.4 : 0.75));
    return size >= 1 && fits ? size : 0;
  }

  // The runs through a dark place along a line (a step of dx, dy), and how far its middle lies from that place.
  function through({ dark, width, height }, x, y, dx, dy) {
    const runs = [0, 0, 0, 0, 0];
    const seen = (n) => {
      const [column, row] = [x + n * dx, y + n * dy];
      return column >= 0 && row >= 0 && column < width && row < height ? dark[row * width + column] : -1;
    };
    const walk = (step) => {
      let n = step > 0 ? 0 : -1;
      for (let i = 0; i < 3; i++) {
        for (; seen(n) === (i % 2 ? 0 : 1); n += step) runs[2 + i * step]++;
      }
      return n;
    };
    const [end, begin] = [walk(1), walk(-1)];
    const middle = (end - runs[4] - runs[3] + begin + 1 + runs[0] + runs[1] - 1) / 2;
    return { size: module(runs), middle };
  }

  // The middles of what look like corners' squares, those seen in most lines first.
  function squares(picture) {
    const { dark, width, height } = picture;
    const found = [];
    for (let y = 1; y < height; y += 2) {
      const runs = [0, 0, 0, 0, 0];
      for (let x = 1; x <= width; x++) {
        runs[4]++;
        if (x < width && dark[y * width + x] === dark[y * width + x - 1]) continue;
        if (dark[y * width + x - 1] && module(runs)) add(picture, found, Math.round(x - runs[4] - runs[3] - runs[2] / 2 - 0.5), y);
        runs.push(0);
        runs.shift();
      }
    }
    return found.sort((a, b) => b.seen - a.seen).slice(0, 9);
  }

  function add(picture, found, x, y) {
    const down = through(picture, x, y, 0, 1);
    if (!down.size) return;
    const middle = y + down.middle;
    const across = through(picture, x, Math.round(middle), 1, 0);
    if (!across.size) return;
    const one = { x: x + across.middle, y: middle, size: (down.size + across.size) / 2, seen: 1 };
    const same = found.find((each) => Math.hypot(each.x - one.x, each.y - one.y) < 3 * each.size);
    if (!same) return found.push(one);
    for (const part of ["x", "y", "size"]) same[part] = (same[part] * same.seen + one[part]) / (same.seen + 1);
    same.seen++;
  }

  // Three squares that stand as those of a code do: the middle one at the right angle, then clockwise, the best first.
  function corners(found) {
    const triples = [];
    for (const middle of found) {
      for (const right of found) {
        for (const below of found) {
          const [ax, ay, bx, by] = [right.x - middle.x, right.y - middle.y, below.x - middle.x, below.y - middle.y];
          const [a, b] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
          if (!a || !b || ax * by - ay * bx <= 0) continue;
          const sizes = [middle, right, below].map((each) => each.size);
          const odd = Math.abs(Math.log(a / b)) + Math.abs(ax * bx + ay * by) / (a * b);
          const uneven = Math.max(...sizes) / Math.min(...sizes);
          const modules = (a + b) / (2 * sizes.reduce((sum, each) => sum + each / 3, 0));
          // Measured along lines of the picture, a square that is turned by half a right angle is larger by four tenths.
          if (odd < 1 && uneven < 1.8 && modules > 8 && modules < 18) triples.push({ middle, right, below, odd });
        }
      }
    }
    return triples.sort((a, b) => a.odd - b.odd).slice(0, 4);
  }

  // The modules of a code whose corners are these, its fourth one moved by a few modules: rows of 0 and 1.
  function sample({ dark, width, height }, { middle, right, below }, [shiftX, shiftY]) {
    const unit = (a, b) => [(b.x - a.x) / (SIDE - 7), (b.y - a.y) / (SIDE - 7)];
    const [ux, uy] = unit(middle, right);
    const [vx, vy] = unit(middle, below);
    const fourth = {
      x: right.x + below.x - middle.x + shiftX * ux + shiftY * vx,
      y: right.y + below.y - middle.y + shiftX * uy + shiftY * vy,
    };
    // The projection that takes the square (0,0), (1,0), (0,1), (1,1) to the middles of the corners.
    const [sx, sy] = [middle.x - right.x - below.x + fourth.x, middle.y - right.y - below.y + fourth.y];
    const [px, py, qx, qy] = [right.x - fourth.x, right.y - fourth.y, below.x - fourth.x, below.y - fourth.y];
    const whole = px * qy - py * qx;
    const [g, h] = [(sx * qy - sy * qx) / whole, (px * sy - py * sx) / whole];
    const rows = [];
    for (let row = 0; row < SIDE; row++) {
      rows.push([]);
      for (let column = 0; column < SIDE; column++) {
        const [s, t] = [(column - 3) / (SIDE - 7), (row - 3) / (SIDE - 7)];
        const depth = g * s + h * t + 1;
        const x = Math.round((middle.x + (right.x - middle.x + g * right.x) * s + (below.x - middle.x + h * below.x) * t) / depth);
        const y = Math.round((middle.y + (right.y - middle.y + g * right.y) * s + (below.y - middle.y + h * below.y) * t) / depth);
        if (!(x >= 0 && y >= 0 && x < width && y < height)) return null;
        rows[row].push(dark[y * width + x]);
      }
    }
    return rows;
  }

  // The fifteen bits that say how much is corrected and by which mask it is covered, for each of 32 cases.
  const FORMATS = Array.from({ length: 32 }, (_each, said) => {
    let rest = said << 10;
    for (let bit = 14; bit >= 10; bit--) if (rest & (1 << bit)) rest ^= 0x537 << (bit - 10);
    return ((said << 10) | rest) ^ 0x5412;
  });
  const ones = (bits) => (bits ? (bits & 1) + ones(bits >>> 1) : 0);

  // Which case it is, from the better legible of its two copies; -1 where neither is.
  function format(rows) {
    const edge = [0, 1, 2, 3, 4, 5, 7, 8];
    const first = [...edge.map((x) => rows[8][x]), ...[7, 5, 4, 3, 2, 1, 0].map((y) => rows[y][8])];
    const second = [
      ...[1, 2, 3, 4, 5, 6, 7].map((n) => rows[SIDE - n][8]),
      ...[8, 7, 6, 5, 4, 3, 2, 1].map((n) => rows[8][SIDE - n]),
    ];
    let best = { far: 4, said: -1 };
    for (const bits of [first, second]) {
      const read = bits.reduce((sum, bit) => (sum << 1) | bit, 0);
      FORMATS.forEach((each, said) => {
        const far = ones(each ^ read);
        if (far < best.far) best = { far, said };
      });
    }
    return best.said;
  }

  // The codewords in their order: up and down in pairs of columns from the right, beside corners and lines.
  function codewords(rows, mask) {
    const bits = [];
    for (let right = SIDE - 1, up = true; right > 0; right -= 2, up = !up) {
      if (right === 6) right--;
      for (let n = 0; n < SIDE; n++) {
        const y = up ? SIDE - 1 - n : n;
        for (const x of [right, right - 1]) {
          const taken = y === 6 || (y < 9 && (x < 9 || x > SIDE - 9)) || (y > SIDE - 9 && x < 9);
          if (!taken) bits.push(rows[y][x] ^ (mask(y, x) === 0 ? 1 : 0));
        }
      }
    }
    return Array.from({ length: WORDS }, (_each, i) => bits.slice(8 * i, 8 * i + 8).reduce((sum, bit) => (sum << 1) | bit, 0));
  }

  // The codewords put right (Berlekamp and Massey find where, Forney by what); null where too many are wrong.
  function corrected(words, count) {
    const said = [...words].reverse();
    const syndromes = Array.from({ length: count }, (_each, n) => at(said, POWER[n]));
    if (!syndromes.some(Boolean)) return words;
    let [locator, before, length, gap, last] = [[1], [1], 0, 1, 1];
    for (let n = 0; n < count; n++) {
      let off = syndromes[n];
      for (let i = 1; i <= length; i++) off ^= times(locator[i] ?? 0, syndromes[n - i]);
      if (!off) {
        gap++;
        continue;
      }
      const kept = [...locator];
      const factor = over(off, last);
      before.forEach((each, i) => (locator[i + gap] = (locator[i + gap] ?? 0) ^ times(factor, each)));
      locator = Array.from(locator, (each) => each ?? 0);
      if (2 * length <= n) [length, before, last, gap] = [n + 1 - length, kept, off, 1];
      else gap++;
    }
    if (2 * length > count) return null;
    const places = said.map((_each, i) => i).filter((i) => at(locator, POWER[255 - i]) === 0);
    if (places.length !== length) return null;
    const values = syndromes.map((_each, n) => locator.slice(0, n + 1).reduce((sum, each, i) => sum ^ times(each, syndromes[n - i]), 0));
    const slope = locator.map((each, i) => (i % 2 ? each : 0)).slice(1);
    for (const i of places) said[i] ^= times(POWER[i], over(at(values, POWER[255 - i]), at(slope, POWER[255 - i])));
    return syndromes.every((_each, n) => at(said, POWER[n]) === 0) ? said.reverse() : null;
  }

  // What the codewords say, in letters and digits as badges have them, or as bytes; null for anything else.
  function text(words) {
    let place = 0;
    const take = (count) => {
      let value = 0;
      for (; count > 0; count--, place++) value = (value << 1) | ((words[place >> 3] >> (7 - (place & 7))) & 1);
      return value;
    };
    const mode = take(4);
    if (mode === 4) return new TextDecoder().decode(Uint8Array.from({ length: take(8) }, () => take(8)));
    if (mode !== 2) return null;
    let said = "";
    for (let left = take(9); left > 0; left -= 2) {
      const value = take(left > 1 ? 11 : 6);
      said += left > 1 ? (SIGNS[Math.floor(value / 45)] ?? "") + SIGNS[value % 45] : (SIGNS[value] ?? "");
    }
    return said;
  }

  function decoded(rows) {
    const said = format(rows);
    if (said < 0) return null;
    const count = CORRECTION[said >> 3];
    const words = corrected(codewords(rows, MASKS[said & 7]), count);
    return words && text(words.slice(0, WORDS - count));
  }

  // The code in a picture (an ImageData); null where none can be read.
  return (image) => {
    const picture = darkness(image);
    for (const three of corners(squares(picture))) {
      for (const shift of CORNERS) {
        const rows = sample(picture, three, shift);
        const code = rows && decoded(rows);
        if (code) return code;
      }
    }
    return null;
  };
})();
