import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// ../../node_modules/jsbi/dist/jsbi-cjs.js
var require_jsbi_cjs = __commonJS({
  "../../node_modules/jsbi/dist/jsbi-cjs.js"(exports, module) {
    "use strict";
    var JSBI = class _JSBI extends Array {
      constructor(a, b) {
        if (a > _JSBI.__kMaxLength) throw new RangeError("Maximum BigInt size exceeded");
        super(a), this.sign = b;
      }
      static BigInt(a) {
        var b = Math.floor, c = Number.isFinite;
        if ("number" == typeof a) {
          if (0 === a) return _JSBI.__zero();
          if ((0 | a) === a) return 0 > a ? _JSBI.__oneDigit(-a, true) : _JSBI.__oneDigit(a, false);
          if (!c(a) || b(a) !== a) throw new RangeError("The number " + a + " cannot be converted to BigInt because it is not an integer");
          return _JSBI.__fromDouble(a);
        }
        if ("string" == typeof a) {
          const b2 = _JSBI.__fromString(a);
          if (null === b2) throw new SyntaxError("Cannot convert " + a + " to a BigInt");
          return b2;
        }
        if ("boolean" == typeof a) return true === a ? _JSBI.__oneDigit(1, false) : _JSBI.__zero();
        if ("object" == typeof a) {
          if (a.constructor === _JSBI) return a;
          const b2 = _JSBI.__toPrimitive(a);
          return _JSBI.BigInt(b2);
        }
        throw new TypeError("Cannot convert " + a + " to a BigInt");
      }
      toDebugString() {
        const a = ["BigInt["];
        for (const b of this) a.push((b ? (b >>> 0).toString(16) : b) + ", ");
        return a.push("]"), a.join("");
      }
      toString(a = 10) {
        if (2 > a || 36 < a) throw new RangeError("toString() radix argument must be between 2 and 36");
        return 0 === this.length ? "0" : 0 == (a & a - 1) ? _JSBI.__toStringBasePowerOfTwo(this, a) : _JSBI.__toStringGeneric(this, a, false);
      }
      static toNumber(a) {
        var b = Math.clz32;
        const c = a.length;
        if (0 === c) return 0;
        if (1 === c) {
          const b2 = a.__unsignedDigit(0);
          return a.sign ? -b2 : b2;
        }
        const d = a.__digit(c - 1), e = b(d), f = 32 * c - e;
        if (1024 < f) return a.sign ? -Infinity : 1 / 0;
        let g = f - 1, h = d, i = c - 1;
        const j = e + 1;
        let k = 32 === j ? 0 : h << j;
        k >>>= 12;
        const l = j - 12;
        let m = 12 <= j ? 0 : h << 20 + j, n = 20 + j;
        0 < l && 0 < i && (i--, h = a.__digit(i), k |= h >>> 32 - l, m = h << l, n = l), 0 < n && 0 < i && (i--, h = a.__digit(i), m |= h >>> 32 - n, n -= 32);
        const o = _JSBI.__decideRounding(a, n, i, h);
        if ((1 === o || 0 === o && 1 == (1 & m)) && (m = m + 1 >>> 0, 0 == m && (k++, 0 != k >>> 20 && (k = 0, g++, 1023 < g)))) return a.sign ? -Infinity : 1 / 0;
        const p = a.sign ? -2147483648 : 0;
        return g = g + 1023 << 20, _JSBI.__kBitConversionInts[1] = p | g | k, _JSBI.__kBitConversionInts[0] = m, _JSBI.__kBitConversionDouble[0];
      }
      static unaryMinus(a) {
        if (0 === a.length) return a;
        const b = a.__copy();
        return b.sign = !a.sign, b;
      }
      static bitwiseNot(a) {
        return a.sign ? _JSBI.__absoluteSubOne(a).__trim() : _JSBI.__absoluteAddOne(a, true);
      }
      static exponentiate(a, b) {
        if (b.sign) throw new RangeError("Exponent must be positive");
        if (0 === b.length) return _JSBI.__oneDigit(1, false);
        if (0 === a.length) return a;
        if (1 === a.length && 1 === a.__digit(0)) return a.sign && 0 == (1 & b.__digit(0)) ? _JSBI.unaryMinus(a) : a;
        if (1 < b.length) throw new RangeError("BigInt too big");
        let c = b.__unsignedDigit(0);
        if (1 === c) return a;
        if (c >= _JSBI.__kMaxLengthBits) throw new RangeError("BigInt too big");
        if (1 === a.length && 2 === a.__digit(0)) {
          const b2 = 1 + (c >>> 5), d2 = a.sign && 0 != (1 & c), e2 = new _JSBI(b2, d2);
          e2.__initializeDigits();
          const f = 1 << (31 & c);
          return e2.__setDigit(b2 - 1, f), e2;
        }
        let d = null, e = a;
        for (0 != (1 & c) && (d = a), c >>= 1; 0 !== c; c >>= 1) e = _JSBI.multiply(e, e), 0 != (1 & c) && (null === d ? d = e : d = _JSBI.multiply(d, e));
        return d;
      }
      static multiply(a, b) {
        if (0 === a.length) return a;
        if (0 === b.length) return b;
        let c = a.length + b.length;
        32 <= a.__clzmsd() + b.__clzmsd() && c--;
        const d = new _JSBI(c, a.sign !== b.sign);
        d.__initializeDigits();
        for (let c2 = 0; c2 < a.length; c2++) _JSBI.__multiplyAccumulate(b, a.__digit(c2), d, c2);
        return d.__trim();
      }
      static divide(a, b) {
        if (0 === b.length) throw new RangeError("Division by zero");
        if (0 > _JSBI.__absoluteCompare(a, b)) return _JSBI.__zero();
        const c = a.sign !== b.sign, d = b.__unsignedDigit(0);
        let e;
        if (1 === b.length && 65535 >= d) {
          if (1 === d) return c === a.sign ? a : _JSBI.unaryMinus(a);
          e = _JSBI.__absoluteDivSmall(a, d, null);
        } else e = _JSBI.__absoluteDivLarge(a, b, true, false);
        return e.sign = c, e.__trim();
      }
      static remainder(a, b) {
        if (0 === b.length) throw new RangeError("Division by zero");
        if (0 > _JSBI.__absoluteCompare(a, b)) return a;
        const c = b.__unsignedDigit(0);
        if (1 === b.length && 65535 >= c) {
          if (1 === c) return _JSBI.__zero();
          const b2 = _JSBI.__absoluteModSmall(a, c);
          return 0 === b2 ? _JSBI.__zero() : _JSBI.__oneDigit(b2, a.sign);
        }
        const d = _JSBI.__absoluteDivLarge(a, b, false, true);
        return d.sign = a.sign, d.__trim();
      }
      static add(a, b) {
        const c = a.sign;
        return c === b.sign ? _JSBI.__absoluteAdd(a, b, c) : 0 <= _JSBI.__absoluteCompare(a, b) ? _JSBI.__absoluteSub(a, b, c) : _JSBI.__absoluteSub(b, a, !c);
      }
      static subtract(a, b) {
        const c = a.sign;
        return c === b.sign ? 0 <= _JSBI.__absoluteCompare(a, b) ? _JSBI.__absoluteSub(a, b, c) : _JSBI.__absoluteSub(b, a, !c) : _JSBI.__absoluteAdd(a, b, c);
      }
      static leftShift(a, b) {
        return 0 === b.length || 0 === a.length ? a : b.sign ? _JSBI.__rightShiftByAbsolute(a, b) : _JSBI.__leftShiftByAbsolute(a, b);
      }
      static signedRightShift(a, b) {
        return 0 === b.length || 0 === a.length ? a : b.sign ? _JSBI.__leftShiftByAbsolute(a, b) : _JSBI.__rightShiftByAbsolute(a, b);
      }
      static unsignedRightShift() {
        throw new TypeError("BigInts have no unsigned right shift; use >> instead");
      }
      static lessThan(a, b) {
        return 0 > _JSBI.__compareToBigInt(a, b);
      }
      static lessThanOrEqual(a, b) {
        return 0 >= _JSBI.__compareToBigInt(a, b);
      }
      static greaterThan(a, b) {
        return 0 < _JSBI.__compareToBigInt(a, b);
      }
      static greaterThanOrEqual(a, b) {
        return 0 <= _JSBI.__compareToBigInt(a, b);
      }
      static equal(a, b) {
        if (a.sign !== b.sign) return false;
        if (a.length !== b.length) return false;
        for (let c = 0; c < a.length; c++) if (a.__digit(c) !== b.__digit(c)) return false;
        return true;
      }
      static bitwiseAnd(a, b) {
        var c = Math.max;
        if (!a.sign && !b.sign) return _JSBI.__absoluteAnd(a, b).__trim();
        if (a.sign && b.sign) {
          const d = c(a.length, b.length) + 1;
          let e = _JSBI.__absoluteSubOne(a, d);
          const f = _JSBI.__absoluteSubOne(b);
          return e = _JSBI.__absoluteOr(e, f, e), _JSBI.__absoluteAddOne(e, true, e).__trim();
        }
        return a.sign && ([a, b] = [b, a]), _JSBI.__absoluteAndNot(a, _JSBI.__absoluteSubOne(b)).__trim();
      }
      static bitwiseXor(a, b) {
        var c = Math.max;
        if (!a.sign && !b.sign) return _JSBI.__absoluteXor(a, b).__trim();
        if (a.sign && b.sign) {
          const d2 = c(a.length, b.length), e2 = _JSBI.__absoluteSubOne(a, d2), f = _JSBI.__absoluteSubOne(b);
          return _JSBI.__absoluteXor(e2, f, e2).__trim();
        }
        const d = c(a.length, b.length) + 1;
        a.sign && ([a, b] = [b, a]);
        let e = _JSBI.__absoluteSubOne(b, d);
        return e = _JSBI.__absoluteXor(e, a, e), _JSBI.__absoluteAddOne(e, true, e).__trim();
      }
      static bitwiseOr(a, b) {
        var c = Math.max;
        const d = c(a.length, b.length);
        if (!a.sign && !b.sign) return _JSBI.__absoluteOr(a, b).__trim();
        if (a.sign && b.sign) {
          let c2 = _JSBI.__absoluteSubOne(a, d);
          const e2 = _JSBI.__absoluteSubOne(b);
          return c2 = _JSBI.__absoluteAnd(c2, e2, c2), _JSBI.__absoluteAddOne(c2, true, c2).__trim();
        }
        a.sign && ([a, b] = [b, a]);
        let e = _JSBI.__absoluteSubOne(b, d);
        return e = _JSBI.__absoluteAndNot(e, a, e), _JSBI.__absoluteAddOne(e, true, e).__trim();
      }
      static ADD(a, b) {
        if (a = _JSBI.__toPrimitive(a), b = _JSBI.__toPrimitive(b), "string" == typeof a) return "string" != typeof b && (b = b.toString()), a + b;
        if ("string" == typeof b) return a.toString() + b;
        if (a = _JSBI.__toNumeric(a), b = _JSBI.__toNumeric(b), _JSBI.__isBigInt(a) && _JSBI.__isBigInt(b)) return _JSBI.add(a, b);
        if ("number" == typeof a && "number" == typeof b) return a + b;
        throw new TypeError("Cannot mix BigInt and other types, use explicit conversions");
      }
      static LT(a, b) {
        return _JSBI.__compare(a, b, 0);
      }
      static LE(a, b) {
        return _JSBI.__compare(a, b, 1);
      }
      static GT(a, b) {
        return _JSBI.__compare(a, b, 2);
      }
      static GE(a, b) {
        return _JSBI.__compare(a, b, 3);
      }
      static EQ(a, b) {
        for (; ; ) {
          if (_JSBI.__isBigInt(a)) return _JSBI.__isBigInt(b) ? _JSBI.equal(a, b) : _JSBI.EQ(b, a);
          if ("number" == typeof a) {
            if (_JSBI.__isBigInt(b)) return _JSBI.__equalToNumber(b, a);
            if ("object" != typeof b) return a == b;
            b = _JSBI.__toPrimitive(b);
          } else if ("string" == typeof a) {
            if (_JSBI.__isBigInt(b)) return a = _JSBI.__fromString(a), null !== a && _JSBI.equal(a, b);
            if ("object" != typeof b) return a == b;
            b = _JSBI.__toPrimitive(b);
          } else if ("boolean" == typeof a) {
            if (_JSBI.__isBigInt(b)) return _JSBI.__equalToNumber(b, +a);
            if ("object" != typeof b) return a == b;
            b = _JSBI.__toPrimitive(b);
          } else if ("symbol" == typeof a) {
            if (_JSBI.__isBigInt(b)) return false;
            if ("object" != typeof b) return a == b;
            b = _JSBI.__toPrimitive(b);
          } else if ("object" == typeof a) {
            if ("object" == typeof b && b.constructor !== _JSBI) return a == b;
            a = _JSBI.__toPrimitive(a);
          } else return a == b;
        }
      }
      static __zero() {
        return new _JSBI(0, false);
      }
      static __oneDigit(a, b) {
        const c = new _JSBI(1, b);
        return c.__setDigit(0, a), c;
      }
      __copy() {
        const a = new _JSBI(this.length, this.sign);
        for (let b = 0; b < this.length; b++) a[b] = this[b];
        return a;
      }
      __trim() {
        let a = this.length, b = this[a - 1];
        for (; 0 === b; ) a--, b = this[a - 1], this.pop();
        return 0 === a && (this.sign = false), this;
      }
      __initializeDigits() {
        for (let a = 0; a < this.length; a++) this[a] = 0;
      }
      static __decideRounding(a, b, c, d) {
        if (0 < b) return -1;
        let e;
        if (0 > b) e = -b - 1;
        else {
          if (0 === c) return -1;
          c--, d = a.__digit(c), e = 31;
        }
        let f = 1 << e;
        if (0 == (d & f)) return -1;
        if (f -= 1, 0 != (d & f)) return 1;
        for (; 0 < c; ) if (c--, 0 !== a.__digit(c)) return 1;
        return 0;
      }
      static __fromDouble(a) {
        _JSBI.__kBitConversionDouble[0] = a;
        const b = 2047 & _JSBI.__kBitConversionInts[1] >>> 20, c = b - 1023, d = (c >>> 5) + 1, e = new _JSBI(d, 0 > a);
        let f = 1048575 & _JSBI.__kBitConversionInts[1] | 1048576, g = _JSBI.__kBitConversionInts[0];
        const h = 20, i = 31 & c;
        let j, k = 0;
        if (i < 20) {
          const a2 = h - i;
          k = a2 + 32, j = f >>> a2, f = f << 32 - a2 | g >>> a2, g <<= 32 - a2;
        } else if (i === 20) k = 32, j = f, f = g;
        else {
          const a2 = i - h;
          k = 32 - a2, j = f << a2 | g >>> 32 - a2, f = g << a2;
        }
        e.__setDigit(d - 1, j);
        for (let b2 = d - 2; 0 <= b2; b2--) 0 < k ? (k -= 32, j = f, f = g) : j = 0, e.__setDigit(b2, j);
        return e.__trim();
      }
      static __isWhitespace(a) {
        return !!(13 >= a && 9 <= a) || (159 >= a ? 32 == a : 131071 >= a ? 160 == a || 5760 == a : 196607 >= a ? (a &= 131071, 10 >= a || 40 == a || 41 == a || 47 == a || 95 == a || 4096 == a) : 65279 == a);
      }
      static __fromString(a, b = 0) {
        let c = 0;
        const e = a.length;
        let f = 0;
        if (f === e) return _JSBI.__zero();
        let g = a.charCodeAt(f);
        for (; _JSBI.__isWhitespace(g); ) {
          if (++f === e) return _JSBI.__zero();
          g = a.charCodeAt(f);
        }
        if (43 === g) {
          if (++f === e) return null;
          g = a.charCodeAt(f), c = 1;
        } else if (45 === g) {
          if (++f === e) return null;
          g = a.charCodeAt(f), c = -1;
        }
        if (0 === b) {
          if (b = 10, 48 === g) {
            if (++f === e) return _JSBI.__zero();
            if (g = a.charCodeAt(f), 88 === g || 120 === g) {
              if (b = 16, ++f === e) return null;
              g = a.charCodeAt(f);
            } else if (79 === g || 111 === g) {
              if (b = 8, ++f === e) return null;
              g = a.charCodeAt(f);
            } else if (66 === g || 98 === g) {
              if (b = 2, ++f === e) return null;
              g = a.charCodeAt(f);
            }
          }
        } else if (16 === b && 48 === g) {
          if (++f === e) return _JSBI.__zero();
          if (g = a.charCodeAt(f), 88 === g || 120 === g) {
            if (++f === e) return null;
            g = a.charCodeAt(f);
          }
        }
        for (; 48 === g; ) {
          if (++f === e) return _JSBI.__zero();
          g = a.charCodeAt(f);
        }
        const h = e - f;
        let i = _JSBI.__kMaxBitsPerChar[b], j = _JSBI.__kBitsPerCharTableMultiplier - 1;
        if (h > 1073741824 / i) return null;
        const k = i * h + j >>> _JSBI.__kBitsPerCharTableShift, l = new _JSBI(k + 31 >>> 5, false), n = 10 > b ? b : 10, o = 10 < b ? b - 10 : 0;
        if (0 == (b & b - 1)) {
          i >>= _JSBI.__kBitsPerCharTableShift;
          const b2 = [], c2 = [];
          let d = false;
          do {
            let h2 = 0, j2 = 0;
            for (; ; ) {
              let b3;
              if (g - 48 >>> 0 < n) b3 = g - 48;
              else if ((32 | g) - 97 >>> 0 < o) b3 = (32 | g) - 87;
              else {
                d = true;
                break;
              }
              if (j2 += i, h2 = h2 << i | b3, ++f === e) {
                d = true;
                break;
              }
              if (g = a.charCodeAt(f), 32 < j2 + i) break;
            }
            b2.push(h2), c2.push(j2);
          } while (!d);
          _JSBI.__fillFromParts(l, b2, c2);
        } else {
          l.__initializeDigits();
          let c2 = false, h2 = 0;
          do {
            let k2 = 0, p = 1;
            for (; ; ) {
              let i2;
              if (g - 48 >>> 0 < n) i2 = g - 48;
              else if ((32 | g) - 97 >>> 0 < o) i2 = (32 | g) - 87;
              else {
                c2 = true;
                break;
              }
              const d = p * b;
              if (4294967295 < d) break;
              if (p = d, k2 = k2 * b + i2, h2++, ++f === e) {
                c2 = true;
                break;
              }
              g = a.charCodeAt(f);
            }
            j = 32 * _JSBI.__kBitsPerCharTableMultiplier - 1;
            const q = i * h2 + j >>> _JSBI.__kBitsPerCharTableShift + 5;
            l.__inplaceMultiplyAdd(p, k2, q);
          } while (!c2);
        }
        for (; f !== e; ) {
          if (!_JSBI.__isWhitespace(g)) return null;
          g = a.charCodeAt(f++);
        }
        return 0 != c && 10 !== b ? null : (l.sign = -1 == c, l.__trim());
      }
      static __fillFromParts(a, b, c) {
        let d = 0, e = 0, f = 0;
        for (let g = b.length - 1; 0 <= g; g--) {
          const h = b[g], i = c[g];
          e |= h << f, f += i, 32 === f ? (a.__setDigit(d++, e), f = 0, e = 0) : 32 < f && (a.__setDigit(d++, e), f -= 32, e = h >>> i - f);
        }
        if (0 !== e) {
          if (d >= a.length) throw new Error("implementation bug");
          a.__setDigit(d++, e);
        }
        for (; d < a.length; d++) a.__setDigit(d, 0);
      }
      static __toStringBasePowerOfTwo(a, b) {
        var c = Math.clz32;
        const d = a.length;
        let e = b - 1;
        e = (85 & e >>> 1) + (85 & e), e = (51 & e >>> 2) + (51 & e), e = (15 & e >>> 4) + (15 & e);
        const f = e, g = b - 1, h = a.__digit(d - 1), i = c(h);
        let j = 0 | (32 * d - i + f - 1) / f;
        if (a.sign && j++, 268435456 < j) throw new Error("string too long");
        const k = Array(j);
        let l = j - 1, m = 0, n = 0;
        for (let c2 = 0; c2 < d - 1; c2++) {
          const b2 = a.__digit(c2), d2 = (m | b2 << n) & g;
          k[l--] = _JSBI.__kConversionChars[d2];
          const e2 = f - n;
          for (m = b2 >>> e2, n = 32 - e2; n >= f; ) k[l--] = _JSBI.__kConversionChars[m & g], m >>>= f, n -= f;
        }
        const o = (m | h << n) & g;
        for (k[l--] = _JSBI.__kConversionChars[o], m = h >>> f - n; 0 !== m; ) k[l--] = _JSBI.__kConversionChars[m & g], m >>>= f;
        if (a.sign && (k[l--] = "-"), -1 != l) throw new Error("implementation bug");
        return k.join("");
      }
      static __toStringGeneric(a, b, c) {
        var d = Math.clz32;
        const e = a.length;
        if (0 === e) return "";
        if (1 === e) {
          let d2 = a.__unsignedDigit(0).toString(b);
          return false === c && a.sign && (d2 = "-" + d2), d2;
        }
        const f = 32 * e - d(a.__digit(e - 1)), g = _JSBI.__kMaxBitsPerChar[b], h = g - 1;
        let i = f * _JSBI.__kBitsPerCharTableMultiplier;
        i += h - 1, i = 0 | i / h;
        const j = i + 1 >> 1, k = _JSBI.exponentiate(_JSBI.__oneDigit(b, false), _JSBI.__oneDigit(j, false));
        let l, m;
        const n = k.__unsignedDigit(0);
        if (1 === k.length && 65535 >= n) {
          l = new _JSBI(a.length, false), l.__initializeDigits();
          let c2 = 0;
          for (let b2 = 2 * a.length - 1; 0 <= b2; b2--) {
            const d2 = c2 << 16 | a.__halfDigit(b2);
            l.__setHalfDigit(b2, 0 | d2 / n), c2 = 0 | d2 % n;
          }
          m = c2.toString(b);
        } else {
          const c2 = _JSBI.__absoluteDivLarge(a, k, true, true);
          l = c2.quotient;
          const d2 = c2.remainder.__trim();
          m = _JSBI.__toStringGeneric(d2, b, true);
        }
        l.__trim();
        let o = _JSBI.__toStringGeneric(l, b, true);
        for (; m.length < j; ) m = "0" + m;
        return false === c && a.sign && (o = "-" + o), o + m;
      }
      static __unequalSign(a) {
        return a ? -1 : 1;
      }
      static __absoluteGreater(a) {
        return a ? -1 : 1;
      }
      static __absoluteLess(a) {
        return a ? 1 : -1;
      }
      static __compareToBigInt(a, b) {
        const c = a.sign;
        if (c !== b.sign) return _JSBI.__unequalSign(c);
        const d = _JSBI.__absoluteCompare(a, b);
        return 0 < d ? _JSBI.__absoluteGreater(c) : 0 > d ? _JSBI.__absoluteLess(c) : 0;
      }
      static __compareToNumber(a, b) {
        if (b | true) {
          const c = a.sign, d = 0 > b;
          if (c !== d) return _JSBI.__unequalSign(c);
          if (0 === a.length) {
            if (d) throw new Error("implementation bug");
            return 0 === b ? 0 : -1;
          }
          if (1 < a.length) return _JSBI.__absoluteGreater(c);
          const e = Math.abs(b), f = a.__unsignedDigit(0);
          return f > e ? _JSBI.__absoluteGreater(c) : f < e ? _JSBI.__absoluteLess(c) : 0;
        }
        return _JSBI.__compareToDouble(a, b);
      }
      static __compareToDouble(a, b) {
        var c = Math.clz32;
        if (b !== b) return b;
        if (b === 1 / 0) return -1;
        if (b === -Infinity) return 1;
        const d = a.sign;
        if (d !== 0 > b) return _JSBI.__unequalSign(d);
        if (0 === b) throw new Error("implementation bug: should be handled elsewhere");
        if (0 === a.length) return -1;
        _JSBI.__kBitConversionDouble[0] = b;
        const e = 2047 & _JSBI.__kBitConversionInts[1] >>> 20;
        if (2047 == e) throw new Error("implementation bug: handled elsewhere");
        const f = e - 1023;
        if (0 > f) return _JSBI.__absoluteGreater(d);
        const g = a.length;
        let h = a.__digit(g - 1);
        const i = c(h), j = 32 * g - i, k = f + 1;
        if (j < k) return _JSBI.__absoluteLess(d);
        if (j > k) return _JSBI.__absoluteGreater(d);
        let l = 1048576 | 1048575 & _JSBI.__kBitConversionInts[1], m = _JSBI.__kBitConversionInts[0];
        const n = 20, o = 31 - i;
        if (o !== (j - 1) % 31) throw new Error("implementation bug");
        let p, q = 0;
        if (20 > o) {
          const a2 = n - o;
          q = a2 + 32, p = l >>> a2, l = l << 32 - a2 | m >>> a2, m <<= 32 - a2;
        } else if (20 === o) q = 32, p = l, l = m;
        else {
          const a2 = o - n;
          q = 32 - a2, p = l << a2 | m >>> 32 - a2, l = m << a2;
        }
        if (h >>>= 0, p >>>= 0, h > p) return _JSBI.__absoluteGreater(d);
        if (h < p) return _JSBI.__absoluteLess(d);
        for (let c2 = g - 2; 0 <= c2; c2--) {
          0 < q ? (q -= 32, p = l >>> 0, l = m, m = 0) : p = 0;
          const b2 = a.__unsignedDigit(c2);
          if (b2 > p) return _JSBI.__absoluteGreater(d);
          if (b2 < p) return _JSBI.__absoluteLess(d);
        }
        if (0 !== l || 0 !== m) {
          if (0 === q) throw new Error("implementation bug");
          return _JSBI.__absoluteLess(d);
        }
        return 0;
      }
      static __equalToNumber(a, b) {
        var c = Math.abs;
        return b | 0 === b ? 0 === b ? 0 === a.length : 1 === a.length && a.sign === 0 > b && a.__unsignedDigit(0) === c(b) : 0 === _JSBI.__compareToDouble(a, b);
      }
      static __comparisonResultToBool(a, b) {
        switch (b) {
          case 0:
            return 0 > a;
          case 1:
            return 0 >= a;
          case 2:
            return 0 < a;
          case 3:
            return 0 <= a;
        }
        throw new Error("unreachable");
      }
      static __compare(a, b, c) {
        if (a = _JSBI.__toPrimitive(a), b = _JSBI.__toPrimitive(b), "string" == typeof a && "string" == typeof b) switch (c) {
          case 0:
            return a < b;
          case 1:
            return a <= b;
          case 2:
            return a > b;
          case 3:
            return a >= b;
        }
        if (_JSBI.__isBigInt(a) && "string" == typeof b) return b = _JSBI.__fromString(b), null !== b && _JSBI.__comparisonResultToBool(_JSBI.__compareToBigInt(a, b), c);
        if ("string" == typeof a && _JSBI.__isBigInt(b)) return a = _JSBI.__fromString(a), null !== a && _JSBI.__comparisonResultToBool(_JSBI.__compareToBigInt(a, b), c);
        if (a = _JSBI.__toNumeric(a), b = _JSBI.__toNumeric(b), _JSBI.__isBigInt(a)) {
          if (_JSBI.__isBigInt(b)) return _JSBI.__comparisonResultToBool(_JSBI.__compareToBigInt(a, b), c);
          if ("number" != typeof b) throw new Error("implementation bug");
          return _JSBI.__comparisonResultToBool(_JSBI.__compareToNumber(a, b), c);
        }
        if ("number" != typeof a) throw new Error("implementation bug");
        if (_JSBI.__isBigInt(b)) return _JSBI.__comparisonResultToBool(_JSBI.__compareToNumber(b, a), 2 ^ c);
        if ("number" != typeof b) throw new Error("implementation bug");
        return 0 === c ? a < b : 1 === c ? a <= b : 2 === c ? a > b : 3 === c ? a >= b : void 0;
      }
      __clzmsd() {
        return Math.clz32(this[this.length - 1]);
      }
      static __absoluteAdd(a, b, c) {
        if (a.length < b.length) return _JSBI.__absoluteAdd(b, a, c);
        if (0 === a.length) return a;
        if (0 === b.length) return a.sign === c ? a : _JSBI.unaryMinus(a);
        let d = a.length;
        (0 === a.__clzmsd() || b.length === a.length && 0 === b.__clzmsd()) && d++;
        const e = new _JSBI(d, c);
        let f = 0, g = 0;
        for (; g < b.length; g++) {
          const c2 = b.__digit(g), d2 = a.__digit(g), h = (65535 & d2) + (65535 & c2) + f, i = (d2 >>> 16) + (c2 >>> 16) + (h >>> 16);
          f = i >>> 16, e.__setDigit(g, 65535 & h | i << 16);
        }
        for (; g < a.length; g++) {
          const b2 = a.__digit(g), c2 = (65535 & b2) + f, d2 = (b2 >>> 16) + (c2 >>> 16);
          f = d2 >>> 16, e.__setDigit(g, 65535 & c2 | d2 << 16);
        }
        return g < e.length && e.__setDigit(g, f), e.__trim();
      }
      static __absoluteSub(a, b, c) {
        if (0 === a.length) return a;
        if (0 === b.length) return a.sign === c ? a : _JSBI.unaryMinus(a);
        const d = new _JSBI(a.length, c);
        let e = 0, f = 0;
        for (; f < b.length; f++) {
          const c2 = a.__digit(f), g = b.__digit(f), h = (65535 & c2) - (65535 & g) - e;
          e = 1 & h >>> 16;
          const i = (c2 >>> 16) - (g >>> 16) - e;
          e = 1 & i >>> 16, d.__setDigit(f, 65535 & h | i << 16);
        }
        for (; f < a.length; f++) {
          const b2 = a.__digit(f), c2 = (65535 & b2) - e;
          e = 1 & c2 >>> 16;
          const g = (b2 >>> 16) - e;
          e = 1 & g >>> 16, d.__setDigit(f, 65535 & c2 | g << 16);
        }
        return d.__trim();
      }
      static __absoluteAddOne(a, b, c = null) {
        const d = a.length;
        null === c ? c = new _JSBI(d, b) : c.sign = b;
        let e = true;
        for (let f, g = 0; g < d; g++) {
          f = a.__digit(g);
          const b2 = -1 === f;
          e && (f = 0 | f + 1), e = b2, c.__setDigit(g, f);
        }
        return e && c.__setDigitGrow(d, 1), c;
      }
      static __absoluteSubOne(a, b) {
        const c = a.length;
        b = b || c;
        const d = new _JSBI(b, false);
        let e = true;
        for (let f, g = 0; g < c; g++) {
          f = a.__digit(g);
          const b2 = 0 === f;
          e && (f = 0 | f - 1), e = b2, d.__setDigit(g, f);
        }
        for (let e2 = c; e2 < b; e2++) d.__setDigit(e2, 0);
        return d;
      }
      static __absoluteAnd(a, b, c = null) {
        let d = a.length, e = b.length, f = e;
        if (d < e) {
          f = d;
          const c2 = a, g2 = d;
          a = b, d = e, b = c2, e = g2;
        }
        let g = f;
        null === c ? c = new _JSBI(g, false) : g = c.length;
        let h = 0;
        for (; h < f; h++) c.__setDigit(h, a.__digit(h) & b.__digit(h));
        for (; h < g; h++) c.__setDigit(h, 0);
        return c;
      }
      static __absoluteAndNot(a, b, c = null) {
        const d = a.length, e = b.length;
        let f = e;
        d < e && (f = d);
        let g = d;
        null === c ? c = new _JSBI(g, false) : g = c.length;
        let h = 0;
        for (; h < f; h++) c.__setDigit(h, a.__digit(h) & ~b.__digit(h));
        for (; h < d; h++) c.__setDigit(h, a.__digit(h));
        for (; h < g; h++) c.__setDigit(h, 0);
        return c;
      }
      static __absoluteOr(a, b, c = null) {
        let d = a.length, e = b.length, f = e;
        if (d < e) {
          f = d;
          const c2 = a, g2 = d;
          a = b, d = e, b = c2, e = g2;
        }
        let g = d;
        null === c ? c = new _JSBI(g, false) : g = c.length;
        let h = 0;
        for (; h < f; h++) c.__setDigit(h, a.__digit(h) | b.__digit(h));
        for (; h < d; h++) c.__setDigit(h, a.__digit(h));
        for (; h < g; h++) c.__setDigit(h, 0);
        return c;
      }
      static __absoluteXor(a, b, c = null) {
        let d = a.length, e = b.length, f = e;
        if (d < e) {
          f = d;
          const c2 = a, g2 = d;
          a = b, d = e, b = c2, e = g2;
        }
        let g = d;
        null === c ? c = new _JSBI(g, false) : g = c.length;
        let h = 0;
        for (; h < f; h++) c.__setDigit(h, a.__digit(h) ^ b.__digit(h));
        for (; h < d; h++) c.__setDigit(h, a.__digit(h));
        for (; h < g; h++) c.__setDigit(h, 0);
        return c;
      }
      static __absoluteCompare(a, b) {
        const c = a.length - b.length;
        if (0 != c) return c;
        let d = a.length - 1;
        for (; 0 <= d && a.__digit(d) === b.__digit(d); ) d--;
        return 0 > d ? 0 : a.__unsignedDigit(d) > b.__unsignedDigit(d) ? 1 : -1;
      }
      static __multiplyAccumulate(a, b, c, d) {
        var e = Math.imul;
        if (0 === b) return;
        const f = 65535 & b, g = b >>> 16;
        let h = 0, j = 0, k = 0;
        for (let l = 0; l < a.length; l++, d++) {
          let b2 = c.__digit(d), i = 65535 & b2, m = b2 >>> 16;
          const n = a.__digit(l), o = 65535 & n, p = n >>> 16, q = e(o, f), r = e(o, g), s = e(p, f), t = e(p, g);
          i += j + (65535 & q), m += k + h + (i >>> 16) + (q >>> 16) + (65535 & r) + (65535 & s), h = m >>> 16, j = (r >>> 16) + (s >>> 16) + (65535 & t) + h, h = j >>> 16, j &= 65535, k = t >>> 16, b2 = 65535 & i | m << 16, c.__setDigit(d, b2);
        }
        for (; 0 != h || 0 !== j || 0 !== k; d++) {
          let a2 = c.__digit(d);
          const b2 = (65535 & a2) + j, e2 = (a2 >>> 16) + (b2 >>> 16) + k + h;
          j = 0, k = 0, h = e2 >>> 16, a2 = 65535 & b2 | e2 << 16, c.__setDigit(d, a2);
        }
      }
      static __internalMultiplyAdd(a, b, c, d, e) {
        var f = Math.imul;
        let g = c, h = 0;
        for (let j = 0; j < d; j++) {
          const c2 = a.__digit(j), d2 = f(65535 & c2, b), i = (65535 & d2) + h + g;
          g = i >>> 16;
          const k = f(c2 >>> 16, b), l = (65535 & k) + (d2 >>> 16) + g;
          g = l >>> 16, h = k >>> 16, e.__setDigit(j, l << 16 | 65535 & i);
        }
        if (e.length > d) for (e.__setDigit(d++, g + h); d < e.length; ) e.__setDigit(d++, 0);
        else if (0 !== g + h) throw new Error("implementation bug");
      }
      __inplaceMultiplyAdd(a, b, c) {
        var e = Math.imul;
        c > this.length && (c = this.length);
        const f = 65535 & a, g = a >>> 16;
        let h = 0, j = 65535 & b, k = b >>> 16;
        for (let l = 0; l < c; l++) {
          const a2 = this.__digit(l), b2 = 65535 & a2, c2 = a2 >>> 16, d = e(b2, f), i = e(b2, g), m = e(c2, f), n = e(c2, g), o = j + (65535 & d), p = k + h + (o >>> 16) + (d >>> 16) + (65535 & i) + (65535 & m);
          j = (i >>> 16) + (m >>> 16) + (65535 & n) + (p >>> 16), h = j >>> 16, j &= 65535, k = n >>> 16;
          this.__setDigit(l, 65535 & o | p << 16);
        }
        if (0 != h || 0 !== j || 0 !== k) throw new Error("implementation bug");
      }
      static __absoluteDivSmall(a, b, c) {
        null === c && (c = new _JSBI(a.length, false));
        let d = 0;
        for (let e, f = 2 * a.length - 1; 0 <= f; f -= 2) {
          e = (d << 16 | a.__halfDigit(f)) >>> 0;
          const g = 0 | e / b;
          d = 0 | e % b, e = (d << 16 | a.__halfDigit(f - 1)) >>> 0;
          const h = 0 | e / b;
          d = 0 | e % b, c.__setDigit(f >>> 1, g << 16 | h);
        }
        return c;
      }
      static __absoluteModSmall(a, b) {
        let c = 0;
        for (let d = 2 * a.length - 1; 0 <= d; d--) {
          const e = (c << 16 | a.__halfDigit(d)) >>> 0;
          c = 0 | e % b;
        }
        return c;
      }
      static __absoluteDivLarge(a, b, d, e) {
        var f = Math.imul;
        const g = b.__halfDigitLength(), h = b.length, c = a.__halfDigitLength() - g;
        let i = null;
        d && (i = new _JSBI(c + 2 >>> 1, false), i.__initializeDigits());
        const k = new _JSBI(g + 2 >>> 1, false);
        k.__initializeDigits();
        const l = _JSBI.__clz16(b.__halfDigit(g - 1));
        0 < l && (b = _JSBI.__specialLeftShift(b, l, 0));
        const m = _JSBI.__specialLeftShift(a, l, 1), n = b.__halfDigit(g - 1);
        let o = 0;
        for (let l2, p = c; 0 <= p; p--) {
          l2 = 65535;
          const a2 = m.__halfDigit(p + g);
          if (a2 !== n) {
            const c2 = (a2 << 16 | m.__halfDigit(p + g - 1)) >>> 0;
            l2 = 0 | c2 / n;
            let d2 = 0 | c2 % n;
            const e3 = b.__halfDigit(g - 2), h2 = m.__halfDigit(p + g - 2);
            for (; f(l2, e3) >>> 0 > (d2 << 16 | h2) >>> 0 && (l2--, d2 += n, !(65535 < d2)); ) ;
          }
          _JSBI.__internalMultiplyAdd(b, l2, 0, h, k);
          let e2 = m.__inplaceSub(k, p, g + 1);
          0 !== e2 && (e2 = m.__inplaceAdd(b, p, g), m.__setHalfDigit(p + g, m.__halfDigit(p + g) + e2), l2--), d && (1 & p ? o = l2 << 16 : i.__setDigit(p >>> 1, o | l2));
        }
        return e ? (m.__inplaceRightShift(l), d ? { quotient: i, remainder: m } : m) : d ? i : void 0;
      }
      static __clz16(a) {
        return Math.clz32(a) - 16;
      }
      __inplaceAdd(a, b, c) {
        let d = 0;
        for (let e = 0; e < c; e++) {
          const c2 = this.__halfDigit(b + e) + a.__halfDigit(e) + d;
          d = c2 >>> 16, this.__setHalfDigit(b + e, c2);
        }
        return d;
      }
      __inplaceSub(a, b, c) {
        let d = 0;
        if (1 & b) {
          b >>= 1;
          let e = this.__digit(b), f = 65535 & e, g = 0;
          for (; g < c - 1 >>> 1; g++) {
            const c2 = a.__digit(g), h2 = (e >>> 16) - (65535 & c2) - d;
            d = 1 & h2 >>> 16, this.__setDigit(b + g, h2 << 16 | 65535 & f), e = this.__digit(b + g + 1), f = (65535 & e) - (c2 >>> 16) - d, d = 1 & f >>> 16;
          }
          const h = a.__digit(g), i = (e >>> 16) - (65535 & h) - d;
          d = 1 & i >>> 16, this.__setDigit(b + g, i << 16 | 65535 & f);
          if (b + g + 1 >= this.length) throw new RangeError("out of bounds");
          0 == (1 & c) && (e = this.__digit(b + g + 1), f = (65535 & e) - (h >>> 16) - d, d = 1 & f >>> 16, this.__setDigit(b + a.length, 4294901760 & e | 65535 & f));
        } else {
          b >>= 1;
          let e = 0;
          for (; e < a.length - 1; e++) {
            const c2 = this.__digit(b + e), f2 = a.__digit(e), g2 = (65535 & c2) - (65535 & f2) - d;
            d = 1 & g2 >>> 16;
            const h2 = (c2 >>> 16) - (f2 >>> 16) - d;
            d = 1 & h2 >>> 16, this.__setDigit(b + e, h2 << 16 | 65535 & g2);
          }
          const f = this.__digit(b + e), g = a.__digit(e), h = (65535 & f) - (65535 & g) - d;
          d = 1 & h >>> 16;
          let i = 0;
          0 == (1 & c) && (i = (f >>> 16) - (g >>> 16) - d, d = 1 & i >>> 16), this.__setDigit(b + e, i << 16 | 65535 & h);
        }
        return d;
      }
      __inplaceRightShift(a) {
        if (0 === a) return;
        let b = this.__digit(0) >>> a;
        const c = this.length - 1;
        for (let e = 0; e < c; e++) {
          const c2 = this.__digit(e + 1);
          this.__setDigit(e, c2 << 32 - a | b), b = c2 >>> a;
        }
        this.__setDigit(c, b);
      }
      static __specialLeftShift(a, b, c) {
        const d = a.length, e = new _JSBI(d + c, false);
        if (0 === b) {
          for (let b2 = 0; b2 < d; b2++) e.__setDigit(b2, a.__digit(b2));
          return 0 < c && e.__setDigit(d, 0), e;
        }
        let f = 0;
        for (let g = 0; g < d; g++) {
          const c2 = a.__digit(g);
          e.__setDigit(g, c2 << b | f), f = c2 >>> 32 - b;
        }
        return 0 < c && e.__setDigit(d, f), e;
      }
      static __leftShiftByAbsolute(a, b) {
        const c = _JSBI.__toShiftAmount(b);
        if (0 > c) throw new RangeError("BigInt too big");
        const e = c >>> 5, f = 31 & c, g = a.length, h = 0 !== f && 0 != a.__digit(g - 1) >>> 32 - f, j = g + e + (h ? 1 : 0), k = new _JSBI(j, a.sign);
        if (0 === f) {
          let b2 = 0;
          for (; b2 < e; b2++) k.__setDigit(b2, 0);
          for (; b2 < j; b2++) k.__setDigit(b2, a.__digit(b2 - e));
        } else {
          let b2 = 0;
          for (let a2 = 0; a2 < e; a2++) k.__setDigit(a2, 0);
          for (let c2 = 0; c2 < g; c2++) {
            const g2 = a.__digit(c2);
            k.__setDigit(c2 + e, g2 << f | b2), b2 = g2 >>> 32 - f;
          }
          if (h) k.__setDigit(g + e, b2);
          else if (0 != b2) throw new Error("implementation bug");
        }
        return k.__trim();
      }
      static __rightShiftByAbsolute(a, b) {
        const c = a.length, d = a.sign, e = _JSBI.__toShiftAmount(b);
        if (0 > e) return _JSBI.__rightShiftByMaximum(d);
        const f = e >>> 5, g = 31 & e;
        let h = c - f;
        if (0 >= h) return _JSBI.__rightShiftByMaximum(d);
        let i = false;
        if (d) {
          if (0 != (a.__digit(f) & (1 << g) - 1)) i = true;
          else for (let b2 = 0; b2 < f; b2++) if (0 !== a.__digit(b2)) {
            i = true;
            break;
          }
        }
        if (i && 0 === g) {
          const b2 = a.__digit(c - 1);
          0 == ~b2 && h++;
        }
        let j = new _JSBI(h, d);
        if (0 === g) for (let b2 = f; b2 < c; b2++) j.__setDigit(b2 - f, a.__digit(b2));
        else {
          let b2 = a.__digit(f) >>> g;
          const d2 = c - f - 1;
          for (let c2 = 0; c2 < d2; c2++) {
            const e2 = a.__digit(c2 + f + 1);
            j.__setDigit(c2, e2 << 32 - g | b2), b2 = e2 >>> g;
          }
          j.__setDigit(d2, b2);
        }
        return i && (j = _JSBI.__absoluteAddOne(j, true, j)), j.__trim();
      }
      static __rightShiftByMaximum(a) {
        return a ? _JSBI.__oneDigit(1, true) : _JSBI.__zero();
      }
      static __toShiftAmount(a) {
        if (1 < a.length) return -1;
        const b = a.__unsignedDigit(0);
        return b > _JSBI.__kMaxLengthBits ? -1 : b;
      }
      static __toPrimitive(a, b = "default") {
        if ("object" != typeof a) return a;
        if (a.constructor === _JSBI) return a;
        const c = a[Symbol.toPrimitive];
        if (c) {
          const a2 = c(b);
          if ("object" != typeof a2) return a2;
          throw new TypeError("Cannot convert object to primitive value");
        }
        const d = a.valueOf;
        if (d) {
          const b2 = d.call(a);
          if ("object" != typeof b2) return b2;
        }
        const e = a.toString;
        if (e) {
          const b2 = e.call(a);
          if ("object" != typeof b2) return b2;
        }
        throw new TypeError("Cannot convert object to primitive value");
      }
      static __toNumeric(a) {
        return _JSBI.__isBigInt(a) ? a : +a;
      }
      static __isBigInt(a) {
        return "object" == typeof a && a.constructor === _JSBI;
      }
      __digit(a) {
        return this[a];
      }
      __unsignedDigit(a) {
        return this[a] >>> 0;
      }
      __setDigit(a, b) {
        this[a] = 0 | b;
      }
      __setDigitGrow(a, b) {
        this[a] = 0 | b;
      }
      __halfDigitLength() {
        const a = this.length;
        return 65535 >= this.__unsignedDigit(a - 1) ? 2 * a - 1 : 2 * a;
      }
      __halfDigit(a) {
        return 65535 & this[a >>> 1] >>> ((1 & a) << 4);
      }
      __setHalfDigit(a, b) {
        const c = a >>> 1, d = this.__digit(c), e = 1 & a ? 65535 & d | b << 16 : 4294901760 & d | 65535 & b;
        this.__setDigit(c, e);
      }
      static __digitPow(a, b) {
        let c = 1;
        for (; 0 < b; ) 1 & b && (c *= a), b >>>= 1, a *= a;
        return c;
      }
    };
    JSBI.__kMaxLength = 33554432, JSBI.__kMaxLengthBits = JSBI.__kMaxLength << 5, JSBI.__kMaxBitsPerChar = [0, 0, 32, 51, 64, 75, 83, 90, 96, 102, 107, 111, 115, 119, 122, 126, 128, 131, 134, 136, 139, 141, 143, 145, 147, 149, 151, 153, 154, 156, 158, 159, 160, 162, 163, 165, 166], JSBI.__kBitsPerCharTableShift = 5, JSBI.__kBitsPerCharTableMultiplier = 1 << JSBI.__kBitsPerCharTableShift, JSBI.__kConversionChars = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"], JSBI.__kBitConversionBuffer = new ArrayBuffer(8), JSBI.__kBitConversionDouble = new Float64Array(JSBI.__kBitConversionBuffer), JSBI.__kBitConversionInts = new Int32Array(JSBI.__kBitConversionBuffer), module.exports = JSBI;
  }
});

// ../../node_modules/dbus-next/lib/constants.js
var require_constants = __commonJS({
  "../../node_modules/dbus-next/lib/constants.js"(exports, module) {
    var NameFlag = class {
    };
    NameFlag.ALLOW_REPLACEMENT = 1;
    NameFlag.REPLACE_EXISTING = 2;
    NameFlag.DO_NOT_QUEUE = 4;
    var RequestNameReply = class {
    };
    RequestNameReply.PRIMARY_OWNER = 1;
    RequestNameReply.IN_QUEUE = 2;
    RequestNameReply.EXISTS = 3;
    RequestNameReply.ALREADY_OWNER = 4;
    var ReleaseNameReply = class {
    };
    ReleaseNameReply.RELEASED = 1;
    ReleaseNameReply.NON_EXISTENT = 2;
    ReleaseNameReply.NOT_OWNER = 3;
    var MessageType2 = class {
    };
    MessageType2.METHOD_CALL = 1;
    MessageType2.METHOD_RETURN = 2;
    MessageType2.ERROR = 3;
    MessageType2.SIGNAL = 4;
    var MessageFlag = class {
    };
    MessageFlag.NO_REPLY_EXPECTED = 1;
    MessageFlag.NO_AUTO_START = 2;
    var MAX_INT64_STR = "9223372036854775807";
    var MIN_INT64_STR = "-9223372036854775807";
    var MAX_UINT64_STR = "18446744073709551615";
    var MIN_UINT64_STR = "0";
    var _JSBIConstants = {};
    function _getJSBIConstants() {
      if (Object.keys(_JSBIConstants).length !== 0) {
        return _JSBIConstants;
      }
      const JSBI = require_jsbi_cjs();
      _JSBIConstants.MAX_INT64 = JSBI.BigInt(MAX_INT64_STR);
      _JSBIConstants.MIN_INT64 = JSBI.BigInt(MIN_INT64_STR);
      _JSBIConstants.MAX_UINT64 = JSBI.BigInt(MAX_UINT64_STR);
      _JSBIConstants.MIN_UINT64 = JSBI.BigInt(MIN_UINT64_STR);
      return _JSBIConstants;
    }
    var _BigIntConstants = {};
    function _getBigIntConstants() {
      if (Object.keys(_BigIntConstants).length !== 0) {
        return _BigIntConstants;
      }
      _BigIntConstants.MAX_INT64 = BigInt(MAX_INT64_STR);
      _BigIntConstants.MIN_INT64 = BigInt(MIN_INT64_STR);
      _BigIntConstants.MAX_UINT64 = BigInt(MAX_UINT64_STR);
      _BigIntConstants.MIN_UINT64 = BigInt(MIN_UINT64_STR);
      return _BigIntConstants;
    }
    module.exports = {
      MAX_INT64_STR,
      MIN_INT64_STR,
      MAX_UINT64_STR,
      MIN_UINT64_STR,
      NameFlag,
      RequestNameReply,
      ReleaseNameReply,
      MessageType: MessageType2,
      MessageFlag,
      headerTypeName: [
        null,
        "path",
        "interface",
        "member",
        "errorName",
        "replySerial",
        "destination",
        "sender",
        "signature",
        "unixFd"
      ],
      // TODO: merge to single hash? e.g path -> [1, 'o']
      fieldSignature: {
        path: "o",
        interface: "s",
        member: "s",
        errorName: "s",
        replySerial: "u",
        destination: "s",
        sender: "s",
        signature: "g",
        unixFd: "u"
      },
      headerTypeId: {
        path: 1,
        interface: 2,
        member: 3,
        errorName: 4,
        replySerial: 5,
        destination: 6,
        sender: 7,
        signature: 8,
        unixFd: 9
      },
      protocolVersion: 1,
      endianness: {
        le: 108,
        be: 66
      },
      messageSignature: "yyyyuua(yv)",
      defaultAuthMethods: ["EXTERNAL", "DBUS_COOKIE_SHA1", "ANONYMOUS"],
      _getJSBIConstants,
      _getBigIntConstants
    };
  }
});

// ../../node_modules/dbus-next/lib/variant.js
var require_variant = __commonJS({
  "../../node_modules/dbus-next/lib/variant.js"(exports, module) {
    var Variant = class {
      /**
      * Construct a new `Variant` with the given signature and value.
      * @param {string} signature - a DBus type signature for the `Variant`.
      * @param {any} value - the value of the `Variant` with type specified by the type signature.
      */
      constructor(signature, value) {
        this.signature = signature;
        this.value = value;
      }
    };
    module.exports = {
      Variant
    };
  }
});

// ../../node_modules/dbus-next/lib/validators.js
var require_validators = __commonJS({
  "../../node_modules/dbus-next/lib/validators.js"(exports, module) {
    var busNameRe = /^[A-Za-z_-][A-Za-z0-9_-]*$/;
    function isBusNameValid(name) {
      if (typeof name !== "string") {
        return false;
      }
      if (name.startsWith(":")) {
        return true;
      }
      return !!(name.length > 0 && name.length <= 255 && name[0] !== "." && name.indexOf(".") !== -1 && name.split(".").every((n) => n && busNameRe.test(n)));
    }
    function assertBusNameValid(name) {
      if (!isBusNameValid(name)) {
        throw new Error(`Invalid bus name: ${name}`);
      }
    }
    var pathRe = /^[A-Za-z0-9_]+$/;
    function isObjectPathValid(path) {
      return !!(typeof path === "string" && path && path[0] === "/" && (path.length === 1 || path[path.length - 1] !== "/" && path.split("/").slice(1).every((p) => p && pathRe.test(p))));
    }
    function assertObjectPathValid(path) {
      if (!isObjectPathValid(path)) {
        throw new Error(`Invalid object path: ${path}`);
      }
    }
    var elementRe = /^[A-Za-z_][A-Za-z0-9_]*$/;
    function isInterfaceNameValid(name) {
      return !!(typeof name === "string" && name && name.length > 0 && name.length <= 255 && name[0] !== "." && name.indexOf(".") !== -1 && name.split(".").every((n) => n && elementRe.test(n)));
    }
    function assertInterfaceNameValid(name) {
      if (!isInterfaceNameValid(name)) {
        throw new Error(`Invalid interface name: ${name}`);
      }
    }
    function isMemberNameValid(name) {
      return !!(typeof name === "string" && name && name.length > 0 && name.length <= 255 && elementRe.test(name));
    }
    function assertMemberNameValid(name) {
      if (!assertMemberNameValid) {
        throw new Error(`Invalid member name: ${name}`);
      }
    }
    module.exports = {
      isBusNameValid,
      assertBusNameValid,
      isObjectPathValid,
      assertObjectPathValid,
      isInterfaceNameValid,
      assertInterfaceNameValid,
      isMemberNameValid,
      assertMemberNameValid
    };
  }
});

// ../../node_modules/dbus-next/lib/message-type.js
var require_message_type = __commonJS({
  "../../node_modules/dbus-next/lib/message-type.js"(exports, module) {
    var {
      assertBusNameValid,
      assertInterfaceNameValid,
      assertObjectPathValid,
      assertMemberNameValid
    } = require_validators();
    var {
      METHOD_CALL,
      METHOD_RETURN,
      ERROR,
      SIGNAL
    } = require_constants().MessageType;
    var Message = class _Message {
      /**
       * Construct a new `Message` to send on the bus.
       */
      constructor(msg) {
        this.type = msg.type ? msg.type : METHOD_CALL;
        this._sent = false;
        this._serial = isNaN(msg.serial) ? null : msg.serial;
        this.path = msg.path;
        this.interface = msg.interface;
        this.member = msg.member;
        this.errorName = msg.errorName;
        this.replySerial = msg.replySerial;
        this.destination = msg.destination;
        this.sender = msg.sender;
        this.signature = msg.signature || "";
        this.body = msg.body || [];
        this.flags = msg.flags || 0;
        if (this.destination) {
          assertBusNameValid(this.destination);
        }
        if (this.interface) {
          assertInterfaceNameValid(this.interface);
        }
        if (this.path) {
          assertObjectPathValid(this.path);
        }
        if (this.member) {
          assertMemberNameValid(this.member);
        }
        if (this.errorName) {
          assertInterfaceNameValid(this.errorName);
        }
        const requireFields = (...fields) => {
          for (const field of fields) {
            if (this[field] === void 0) {
              throw new Error(`Message is missing a required field: ${field}`);
            }
          }
        };
        switch (this.type) {
          case METHOD_CALL:
            requireFields("path", "member");
            break;
          case SIGNAL:
            requireFields("path", "member", "interface");
            break;
          case ERROR:
            requireFields("errorName", "replySerial");
            break;
          case METHOD_RETURN:
            requireFields("replySerial");
            break;
          default:
            throw new Error(`Got unknown message type: ${this.type}`);
        }
      }
      /**
        * @member {int} - The serial of the message to track through the bus.  You
        * must use {@link MessageBus#newSerial} to get this serial. If not set, it
        * will be set automatically when the message is sent.
        */
      get serial() {
        return this._serial;
      }
      set serial(value) {
        this._sent = false;
        this._serial = value;
      }
      /**
       * Construct a new `Message` of type `ERROR` in reply to the given `Message`.
       *
       * @param {Message} msg - The `Message` this error is in reply to.
       * @param {string} errorName - The name of the error. Must be a valid
       * interface name.
       * @param {string} [errorText='An error occurred.'] - An error message for
       * the error.
       */
      static newError(msg, errorName, errorText = "An error occurred.") {
        assertInterfaceNameValid(errorName);
        return new _Message({
          type: ERROR,
          replySerial: msg.serial,
          destination: msg.sender,
          errorName,
          signature: "s",
          body: [errorText]
        });
      }
      /**
       * Construct a new `Message` of type `METHOD_RETURN` in reply to the given
       * message.
       *
       * @param {Message} msg - The `Message` this `Message` is in reply to.
       * @param {string} signature - The signature for the message body.
       * @param {Array} body - The body of the message as an array of arguments.
       * Must match the signature.
       */
      static newMethodReturn(msg, signature = "", body = []) {
        return new _Message({
          type: METHOD_RETURN,
          replySerial: msg.serial,
          destination: msg.sender,
          signature,
          body
        });
      }
      /**
       * Construct a new `Message` of type `SIGNAL` to broadcast on the bus.
       *
       * @param {string} path - The object path of this signal.
       * @param {string} iface - The interface of this signal.
       * @param {string} signature - The signature of the message body.
       * @param {Array] body - The body of the message as an array of arguments.
       * Must match the signature.
       */
      static newSignal(path, iface, name, signature = "", body = []) {
        return new _Message({
          type: SIGNAL,
          interface: iface,
          path,
          member: name,
          signature,
          body
        });
      }
    };
    module.exports = {
      Message
    };
  }
});

// ../../node_modules/dbus-next/lib/signature.js
var require_signature = __commonJS({
  "../../node_modules/dbus-next/lib/signature.js"(exports, module) {
    var match = {
      "{": "}",
      "(": ")"
    };
    var knownTypes = {};
    "(){}ybnqiuxtdsogarvehm*?@&^".split("").forEach(function(c) {
      knownTypes[c] = true;
    });
    function parseSignature(signature) {
      let index = 0;
      function next() {
        if (index < signature.length) {
          const c2 = signature[index];
          ++index;
          return c2;
        }
        return null;
      }
      function parseOne(c2) {
        function checkNotEnd(c3) {
          if (!c3) {
            throw new Error("Bad signature: unexpected end");
          }
          return c3;
        }
        if (!knownTypes[c2]) {
          throw new Error(`Unknown type: "${c2}" in signature "${signature}"`);
        }
        let ele;
        const res = { type: c2, child: [] };
        switch (c2) {
          case "a":
            ele = next();
            checkNotEnd(ele);
            res.child.push(parseOne(ele));
            return res;
          case "{":
          // dict entry
          case "(":
            while ((ele = next()) !== null && ele !== match[c2]) {
              res.child.push(parseOne(ele));
            }
            checkNotEnd(ele);
            return res;
        }
        return res;
      }
      const ret = [];
      let c;
      while ((c = next()) !== null) {
        ret.push(parseOne(c));
      }
      return ret;
    }
    function collapseSignature(value) {
      if (value.child.length === 0) {
        return value.type;
      }
      let type = value.type;
      for (let i = 0; i < value.child.length; ++i) {
        type += collapseSignature(value.child[i]);
      }
      if (type[0] === "{") {
        type += "}";
      } else if (type[0] === "(") {
        type += ")";
      }
      return type;
    }
    module.exports = {
      parseSignature,
      collapseSignature
    };
  }
});

// ../../node_modules/dbus-next/lib/service/interface.js
var require_interface = __commonJS({
  "../../node_modules/dbus-next/lib/service/interface.js"(exports, module) {
    var { parseSignature, collapseSignature } = require_signature();
    var variant = require_variant();
    var Variant = variant.Variant;
    var ACCESS_READ = "read";
    var ACCESS_WRITE = "write";
    var ACCESS_READWRITE = "readwrite";
    var EventEmitter = __require("events");
    var {
      assertInterfaceNameValid,
      assertMemberNameValid
    } = require_validators();
    function property(options) {
      options.access = options.access || ACCESS_READWRITE;
      if (!options.signature) {
        throw new Error("missing signature for property");
      }
      options.signatureTree = parseSignature(options.signature);
      return function(descriptor) {
        options.name = options.name || descriptor.key;
        assertMemberNameValid(options.name);
        descriptor.finisher = function(klass) {
          klass.prototype.$properties = klass.prototype.$properties || [];
          klass.prototype.$properties[descriptor.key] = options;
        };
        return descriptor;
      };
    }
    function method(options) {
      options.disabled = !!options.disabled;
      options.inSignature = options.inSignature || "";
      options.outSignature = options.outSignature || "";
      options.inSignatureTree = parseSignature(options.inSignature);
      options.outSignatureTree = parseSignature(options.outSignature);
      return function(descriptor) {
        options.name = options.name || descriptor.key;
        assertMemberNameValid(options.name);
        options.fn = descriptor.descriptor.value;
        descriptor.finisher = function(klass) {
          klass.prototype.$methods = klass.prototype.$methods || [];
          klass.prototype.$methods[descriptor.key] = options;
        };
        return descriptor;
      };
    }
    function signal(options) {
      options.signature = options.signature || "";
      options.signatureTree = parseSignature(options.signature);
      return function(descriptor) {
        options.name = options.name || descriptor.key;
        assertMemberNameValid(options.name);
        options.fn = descriptor.descriptor.value;
        descriptor.descriptor.value = function() {
          if (options.disabled) {
            throw new Error("tried to call a disabled signal");
          }
          const result = options.fn.apply(this, arguments);
          this.$emitter.emit("signal", options, result);
        };
        descriptor.finisher = function(klass) {
          klass.prototype.$signals = klass.prototype.$signals || [];
          klass.prototype.$signals[descriptor.key] = options;
        };
        return descriptor;
      };
    }
    var Interface2 = class {
      /**
       * Create an interface. This should be called with the name of the interface
       * in the class that extends it.
       */
      constructor(name) {
        assertInterfaceNameValid(name);
        this.$name = name;
        this.$emitter = new EventEmitter();
      }
      /**
       * An alternative to the decorator functions to configure
       * [`Interface`]{@link module:interface~Interface} DBus members when
       * decorators cannot be supported.
       *
       * *Calling this method twice on the same `Interface` or mixing this method
       * with the decorator interface will result in undefined behavior that may be
       * specified at a future time.*
       *
       * @static
       * @example
       * ConfiguredInterface.configureMembers({
       *   properties: {
       *     SomeProperty: {
       *       signature: 's'
       *     }
       *   },
       *   methods: {
       *     Echo: {
       *       inSignature: 'v',
       *       outSignature: 'v'
       *     }
       *   },
       *   signals: {
       *     HelloWorld: {
       *       signature: 'ss'
       *     }
       *   }
       * });
       *
       * @param members {Object} - Member configuration object.
       * @param members.properties {Object} - The class methods to define as
       * properties. The key should be a method defined on the class and the value
       * should be the options for a [property]{@link module:interface.property}
       * decorator.
       * @param members.methods {Object} - The class methods to define as DBus
       * methods. The key should be a method defined on the class and the value
       * should be the options for a [method]{@link module:interface.method}
       * decorator.
       * @param members.signals {Object} - The class methods to define as signals.
       * The key should be a method defined on the class and hte value should be
       * options for a [signal]{@link module:interface.signal} decorator.
       */
      static configureMembers(members) {
        const properties = members.properties || {};
        const methods = members.methods || {};
        const signals = members.signals || {};
        this.prototype.$properties = {};
        this.prototype.$methods = {};
        this.prototype.$signals = {};
        for (const k of Object.keys(properties)) {
          const options = properties[k];
          options.name = options.name || k;
          options.access = options.access || ACCESS_READWRITE;
          if (!options.signature) {
            throw new Error("missing signature for property");
          }
          options.signatureTree = parseSignature(options.signature);
          assertMemberNameValid(options.name);
          this.prototype.$properties[options.name] = options;
        }
        for (const k of Object.keys(methods)) {
          const options = methods[k];
          options.name = options.name || k;
          assertMemberNameValid(options.name);
          options.disabled = !!options.disabled;
          options.inSignature = options.inSignature || "";
          options.outSignature = options.outSignature || "";
          options.inSignatureTree = parseSignature(options.inSignature);
          options.outSignatureTree = parseSignature(options.outSignature);
          options.fn = this.prototype[k];
          this.prototype.$methods[options.name] = options;
        }
        for (const k of Object.keys(signals)) {
          const options = signals[k];
          options.name = options.name || k;
          assertMemberNameValid(options.name);
          options.fn = this.prototype[k];
          options.signature = options.signature || "";
          options.signatureTree = parseSignature(options.signature);
          this.prototype[k] = function() {
            if (options.disabled) {
              throw new Error("tried to call a disabled signal");
            }
            const result = options.fn.apply(this, arguments);
            this.$emitter.emit("signal", options, result);
          };
          this.prototype.$signals[options.name] = options;
        }
      }
      /**
       * Emit the `PropertiesChanged` signal on an [`Interface`s]{@link
       * module:interface~Interface} associated standard
       * `org.freedesktop.DBus.Properties` interface with a map of new values and
       * invalidated properties. Pass the properties as JavaScript values.
       *
       * @static
       * @example
       * Interface.emitPropertiesChanged({ SomeProperty: 'bar' }, ['InvalidedProperty']);
       *
       * @param {module:interface~Interface} - the `Interface` to emit the `PropertiesChanged` signal on
       * @param {Object} - A map of property names and new property values that are changed.
       * @param {string[]} - A list of invalidated properties.
       */
      static emitPropertiesChanged(iface, changedProperties, invalidatedProperties = []) {
        if (!Array.isArray(invalidatedProperties) || !invalidatedProperties.every((p) => typeof p === "string")) {
          throw new Error("invalidated properties must be an array of strings");
        }
        const properties = iface.$properties || {};
        const changedPropertiesVariants = {};
        for (const p of Object.keys(changedProperties)) {
          if (properties[p] === void 0) {
            throw new Error(`got properties changed with unknown property: ${p}`);
          }
          changedPropertiesVariants[p] = new Variant(properties[p].signature, changedProperties[p]);
        }
        iface.$emitter.emit("properties-changed", changedPropertiesVariants, invalidatedProperties);
      }
      $introspect() {
        const xml = {
          $: {
            name: this.$name
          }
        };
        const properties = this.$properties || {};
        for (const p of Object.keys(properties) || []) {
          const property2 = properties[p];
          if (property2.disabled) {
            continue;
          }
          xml.property = xml.property || [];
          xml.property.push({
            $: {
              name: property2.name,
              type: property2.signature,
              access: property2.access
            }
          });
        }
        const methods = this.$methods || {};
        for (const m of Object.keys(methods) || []) {
          const method2 = methods[m];
          if (method2.disabled) {
            continue;
          }
          xml.method = xml.method || [];
          const methodXml = {
            $: {
              name: method2.name
            },
            arg: [],
            annotation: []
          };
          for (const signature of method2.inSignatureTree) {
            methodXml.arg.push({
              $: {
                direction: "in",
                type: collapseSignature(signature)
              }
            });
          }
          for (const signature of method2.outSignatureTree) {
            methodXml.arg.push({
              $: {
                direction: "out",
                type: collapseSignature(signature)
              }
            });
          }
          if (method2.noReply) {
            methodXml.annotation.push({
              $: {
                name: "org.freedesktop.DBus.Method.NoReply",
                value: "true"
              }
            });
          }
          xml.method.push(methodXml);
        }
        const signals = this.$signals || {};
        for (const s of Object.keys(signals) || []) {
          const signal2 = signals[s];
          if (signal2.disabled) {
            continue;
          }
          xml.signal = xml.signal || [];
          const signalXml = {
            $: {
              name: signal2.name
            },
            arg: []
          };
          for (const signature of signal2.signatureTree) {
            signalXml.arg.push({
              $: {
                type: collapseSignature(signature)
              }
            });
          }
          xml.signal.push(signalXml);
        }
        return xml;
      }
    };
    module.exports = {
      ACCESS_READ,
      ACCESS_WRITE,
      ACCESS_READWRITE,
      property,
      method,
      signal,
      Interface: Interface2
    };
  }
});

// ../../node_modules/dbus-next/lib/errors.js
var require_errors = __commonJS({
  "../../node_modules/dbus-next/lib/errors.js"(exports, module) {
    var { assertInterfaceNameValid } = require_validators();
    var DBusError = class extends Error {
      /**
       * Construct a new `DBusError` with the given type and text.
       */
      constructor(type, text2, reply = null) {
        assertInterfaceNameValid(type);
        text2 = text2 || "";
        super(text2);
        this.name = "DBusError";
        this.type = type;
        this.text = text2;
        this.reply = reply;
      }
    };
    module.exports = {
      DBusError
    };
  }
});

// ../../node_modules/dbus-next/lib/service/handlers.js
var require_handlers = __commonJS({
  "../../node_modules/dbus-next/lib/service/handlers.js"(exports, module) {
    var fs = __require("fs");
    var variant = require_variant();
    var Variant = variant.Variant;
    var { Message } = require_message_type();
    var {
      isObjectPathValid,
      isInterfaceNameValid,
      isMemberNameValid
    } = require_validators();
    var {
      ACCESS_READ,
      ACCESS_WRITE,
      ACCESS_READWRITE
    } = require_interface();
    var constants3 = require_constants();
    var {
      METHOD_RETURN
    } = constants3.MessageType;
    var { DBusError } = require_errors();
    var INVALID_ARGS = "org.freedesktop.DBus.Error.InvalidArgs";
    function sendServiceError(bus, msg, errorMessage) {
      bus.send(Message.newError(msg, "com.github.dbus_next.ServiceError", `Service error: ${errorMessage}`));
      return true;
    }
    function handleIntrospect(bus, msg, path) {
      bus.send(Message.newMethodReturn(msg, "s", [bus._introspect(path)]));
    }
    function handleGetProperty(bus, msg, path) {
      const [ifaceName, prop] = msg.body;
      if (!bus._serviceObjects[path]) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Path not exported on bus: '${path}'`));
        return;
      }
      const obj = bus._getServiceObject(path);
      const iface = obj.interfaces[ifaceName];
      if (!iface) {
        bus.send(Message.newError(msg, INVALID_ARGS, `No such interface: '${ifaceName}'`));
        return;
      }
      const properties = iface.$properties || {};
      let options = null;
      let propertyKey = null;
      for (const k of Object.keys(properties)) {
        if (properties[k].name === prop && !properties[k].disabled) {
          options = properties[k];
          propertyKey = k;
          break;
        }
      }
      if (options === null) {
        bus.send(Message.newError(msg, INVALID_ARGS, `No such property: '${prop}'`));
        return;
      }
      let propertyValue = null;
      try {
        propertyValue = iface[propertyKey];
      } catch (e) {
        if (e.name === "DBusError") {
          bus.send(Message.newError(msg, e.type, e.text));
        } else {
          sendServiceError(bus, msg, `The service threw an error.
${e.stack}`);
        }
        return true;
      }
      if (propertyValue instanceof DBusError) {
        bus.send(Message.newError(msg, propertyValue.type, propertyValue.text));
        return true;
      } else if (propertyValue === void 0) {
        return sendServiceError(bus, msg, "tried to get a property that is not set: " + prop);
      }
      if (!(options.access === ACCESS_READWRITE || options.access === ACCESS_READ)) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Property does not have read access: '${prop}'`));
      }
      const body = new Variant(options.signature, propertyValue);
      bus.send(Message.newMethodReturn(msg, "v", [body]));
    }
    function handleGetAllProperties(bus, msg, path) {
      const ifaceName = msg.body[0];
      if (!bus._serviceObjects[path]) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Path not exported on bus: '${path}'`));
        return;
      }
      const obj = bus._getServiceObject(path);
      const iface = obj.interfaces[ifaceName];
      const result = {};
      if (iface) {
        const properties = iface.$properties || {};
        for (const k of Object.keys(properties)) {
          const p = properties[k];
          if (!(p.access === ACCESS_READ || p.access === ACCESS_READWRITE) || p.disabled) {
            continue;
          }
          let value;
          try {
            value = iface[k];
          } catch (e) {
            if (e.name === "DBusError") {
              bus.send(Message.newError(msg, e.type, e.text));
            } else {
              sendServiceError(bus, msg, `The service threw an error.
${e.stack}`);
            }
            return true;
          }
          if (value instanceof DBusError) {
            bus.send(Message.newError(msg, value.type, value.text));
            return true;
          } else if (value === void 0) {
            return sendServiceError(bus, msg, "tried to get a property that is not set: " + p);
          }
          result[p.name] = new Variant(p.signature, value);
        }
      }
      bus.send(Message.newMethodReturn(msg, "a{sv}", [result]));
    }
    function handleSetProperty(bus, msg, path) {
      const [ifaceName, prop, value] = msg.body;
      if (!bus._serviceObjects[path]) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Path not exported on bus: '${path}'`));
        return;
      }
      const obj = bus._getServiceObject(path);
      const iface = obj.interfaces[ifaceName];
      if (!iface) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Interface not found: '${ifaceName}'`));
        return;
      }
      const properties = iface.$properties || {};
      let options = null;
      let propertyKey = null;
      for (const k of Object.keys(properties)) {
        if (properties[k].name === prop && !properties[k].disabled) {
          options = properties[k];
          propertyKey = k;
          break;
        }
      }
      if (options === null) {
        bus.send(Message.newError(msg, INVALID_ARGS, `No such property: '${prop}'`));
        return;
      }
      if (!(options.access === ACCESS_WRITE || options.access === ACCESS_READWRITE)) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Property does not have write access: '${prop}'`));
      }
      if (value.signature !== options.signature) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Cannot set property '${prop}' with signature '${value.signature}' (expected '${options.signature}')`));
        return;
      }
      try {
        iface[propertyKey] = value.value;
      } catch (e) {
        if (e.name === "DBusError") {
          bus.send(Message.newError(msg, e.type, e.text));
        } else {
          sendServiceError(bus, msg, `The service threw an error.
${e.stack}`);
        }
        return true;
      }
      bus.send(Message.newMethodReturn(msg, "", []));
    }
    function handleStdIfaces(bus, msg) {
      const {
        member,
        path,
        signature
      } = msg;
      const ifaceName = msg.interface;
      if (!isInterfaceNameValid(ifaceName)) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Invalid interface name: '${ifaceName}'`));
        return true;
      }
      if (!isMemberNameValid(member)) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Invalid member name: '${member}'`));
        return true;
      }
      if (!isObjectPathValid(path)) {
        bus.send(Message.newError(msg, INVALID_ARGS, `Invalid path name: '${path}'`));
        return true;
      }
      if (ifaceName === "org.freedesktop.DBus.Introspectable" && member === "Introspect" && !signature) {
        handleIntrospect(bus, msg, path);
        return true;
      } else if (ifaceName === "org.freedesktop.DBus.Properties") {
        if (member === "Get" && signature === "ss") {
          handleGetProperty(bus, msg, path);
          return true;
        } else if (member === "Set" && signature === "ssv") {
          handleSetProperty(bus, msg, path);
          return true;
        } else if (member === "GetAll") {
          handleGetAllProperties(bus, msg, path);
          return true;
        }
      } else if (ifaceName === "org.freedesktop.DBus.Peer") {
        if (member === "Ping" && !signature) {
          bus._connection.message({
            type: METHOD_RETURN,
            serial: bus._serial++,
            replySerial: msg.serial,
            destination: msg.sender
          });
          return true;
        } else if (member === "GetMachineId" && !signature) {
          const machineId = fs.readFileSync("/var/lib/dbus/machine-id").toString().trim();
          bus._connection.message({
            type: METHOD_RETURN,
            serial: bus._serial++,
            replySerial: msg.serial,
            destination: msg.sender,
            signature: "s",
            body: [machineId]
          });
          return true;
        }
      }
      return false;
    }
    function handleMessage(msg, bus) {
      let {
        path,
        member,
        signature
      } = msg;
      const ifaceName = msg.interface;
      signature = signature || "";
      if (handleStdIfaces(bus, msg)) {
        return true;
      }
      if (!bus._serviceObjects[path]) {
        return false;
      }
      const obj = bus._getServiceObject(path);
      const iface = obj.interfaces[ifaceName];
      if (!iface) {
        return false;
      }
      const methods = iface.$methods || {};
      for (const m of Object.keys(methods)) {
        const method = methods[m];
        let result = null;
        const handleError = (e) => {
          if (e.name === "DBusError") {
            bus.send(Message.newError(msg, e.type, e.text));
          } else {
            sendServiceError(bus, msg, `The service threw an error.
${e.stack}`);
          }
        };
        if (method.name === member && method.inSignature === signature) {
          try {
            result = method.fn.apply(iface, msg.body);
          } catch (e) {
            handleError(e);
            return true;
          }
          const sendReply = (body) => {
            if (method.noReply) return;
            if (body === void 0) {
              body = [];
            } else if (method.outSignatureTree.length === 1) {
              body = [body];
            } else if (method.outSignatureTree.length === 0) {
              return sendServiceError(bus, msg, `method ${iface.$name}.${method.name} was not expected to return a body.`);
            } else if (!Array.isArray(body)) {
              return sendServiceError(bus, msg, `method ${iface.$name}.${method.name} expected to return multiple arguments in an array (signature: '${method.outSignature}')`);
            }
            if (method.outSignatureTree.length !== body.length) {
              return sendServiceError(bus, msg, `method ${iface.$name}.${m} returned the wrong number of arguments (got ${body.length} expected ${method.outSignatureTree.length}) for signature '${method.outSignature}'`);
            }
            bus.send(Message.newMethodReturn(msg, method.outSignature, body));
          };
          if (result && result.constructor === Promise) {
            result.then(sendReply).catch(handleError);
          } else {
            sendReply(result);
          }
          return true;
        }
      }
      return false;
    }
    module.exports = handleMessage;
  }
});

// ../../node_modules/dbus-next/lib/service/object.js
var require_object = __commonJS({
  "../../node_modules/dbus-next/lib/service/object.js"(exports, module) {
    var { Message } = require_message_type();
    var Interface2 = require_interface().Interface;
    var assertObjectPathValid = require_validators().assertObjectPathValid;
    var ServiceObject = class _ServiceObject {
      constructor(path, bus) {
        assertObjectPathValid(path);
        this.path = path;
        this.bus = bus;
        this.interfaces = {};
        this._handlers = {};
      }
      addInterface(iface) {
        if (!(iface instanceof Interface2)) {
          throw new Error(`object.addInterface takes an Interface as the first argument (got ${iface})`);
        }
        if (this.interfaces[iface.$name]) {
          throw new Error(`an interface with name '${iface.$name}' is already exported on this object`);
        }
        this.interfaces[iface.$name] = iface;
        const that = this;
        const propertiesChangedHandler = function(changedProperties, invalidatedProperties) {
          const body = [
            iface.$name,
            changedProperties,
            invalidatedProperties
          ];
          that.bus.send(Message.newSignal(that.path, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", body));
        };
        const signalHandler = function(options, result) {
          const {
            signature,
            signatureTree,
            name
          } = options;
          if (result === void 0) {
            result = [];
          } else if (signatureTree.length === 1) {
            result = [result];
          } else if (!Array.isArray(result)) {
            throw new Error(`signal ${iface.$name}.${name} expected to return multiple arguments in an array (signature: '${signature}')`);
          }
          if (signatureTree.length !== result.length) {
            throw new Error(`signal ${iface.$name}.${name} returned the wrong number of arguments (got ${result.length} expected ${signatureTree.length}) for signature '${signature}'`);
          }
          that.bus.send(Message.newSignal(that.path, iface.$name, name, signature, result));
        };
        this._handlers[iface.$name] = {
          propertiesChanged: propertiesChangedHandler,
          signal: signalHandler
        };
        iface.$emitter.on("signal", signalHandler);
        iface.$emitter.on("properties-changed", propertiesChangedHandler);
      }
      removeInterface(iface) {
        if (!(iface instanceof Interface2)) {
          throw new Error(`object.removeInterface takes an Interface as the first argument (got ${iface})`);
        }
        if (!this.interfaces[iface.$name]) {
          throw new Error(`Interface ${iface.$name} not exported on this object`);
        }
        const handlers = this._handlers[iface.$name];
        iface.$emitter.removeListener("signal", handlers.signal);
        iface.$emitter.removeListener("properties-changed", handlers.propertiesChanged);
        delete this._handlers[iface.$name];
        delete this.interfaces[iface.$name];
      }
      introspect() {
        const interfaces = _ServiceObject.defaultInterfaces();
        for (const i of Object.keys(this.interfaces)) {
          const iface = this.interfaces[i];
          interfaces.push(iface.$introspect());
        }
        return interfaces;
      }
      static defaultInterfaces() {
        return [
          {
            $: { name: "org.freedesktop.DBus.Introspectable" },
            method: [
              {
                $: { name: "Introspect" },
                arg: [
                  {
                    $: { name: "data", direction: "out", type: "s" }
                  }
                ]
              }
            ]
          },
          {
            $: { name: "org.freedesktop.DBus.Peer" },
            method: [
              {
                $: { name: "GetMachineId" },
                arg: [
                  { $: { direction: "out", name: "machine_uuid", type: "s" } }
                ]
              },
              {
                $: { name: "Ping" }
              }
            ]
          },
          {
            $: { name: "org.freedesktop.DBus.Properties" },
            method: [
              {
                $: { name: "Get" },
                arg: [
                  { $: { direction: "in", type: "s" } },
                  { $: { direction: "in", type: "s" } },
                  { $: { direction: "out", type: "v" } }
                ]
              },
              {
                $: { name: "Set" },
                arg: [
                  { $: { direction: "in", type: "s" } },
                  { $: { direction: "in", type: "s" } },
                  { $: { direction: "in", type: "v" } }
                ]
              },
              {
                $: { name: "GetAll" },
                arg: [
                  { $: { direction: "in", type: "s" } },
                  { $: { direction: "out", type: "a{sv}" } }
                ]
              }
            ],
            signal: [
              {
                $: { name: "PropertiesChanged" },
                arg: [
                  { $: { type: "s" } },
                  { $: { type: "a{sv}" } },
                  { $: { type: "as" } }
                ]
              }
            ]
          }
        ];
      }
    };
    module.exports = ServiceObject;
  }
});

// ../../node_modules/xml2js/lib/defaults.js
var require_defaults = __commonJS({
  "../../node_modules/xml2js/lib/defaults.js"(exports) {
    (function() {
      exports.defaults = {
        "0.1": {
          explicitCharkey: false,
          trim: true,
          normalize: true,
          normalizeTags: false,
          attrkey: "@",
          charkey: "#",
          explicitArray: false,
          ignoreAttrs: false,
          mergeAttrs: false,
          explicitRoot: false,
          validator: null,
          xmlns: false,
          explicitChildren: false,
          childkey: "@@",
          charsAsChildren: false,
          includeWhiteChars: false,
          async: false,
          strict: true,
          attrNameProcessors: null,
          attrValueProcessors: null,
          tagNameProcessors: null,
          valueProcessors: null,
          emptyTag: ""
        },
        "0.2": {
          explicitCharkey: false,
          trim: false,
          normalize: false,
          normalizeTags: false,
          attrkey: "$",
          charkey: "_",
          explicitArray: true,
          ignoreAttrs: false,
          mergeAttrs: false,
          explicitRoot: true,
          validator: null,
          xmlns: false,
          explicitChildren: false,
          preserveChildrenOrder: false,
          childkey: "$$",
          charsAsChildren: false,
          includeWhiteChars: false,
          async: false,
          strict: true,
          attrNameProcessors: null,
          attrValueProcessors: null,
          tagNameProcessors: null,
          valueProcessors: null,
          rootName: "root",
          xmldec: {
            "version": "1.0",
            "encoding": "UTF-8",
            "standalone": true
          },
          doctype: null,
          renderOpts: {
            "pretty": true,
            "indent": "  ",
            "newline": "\n"
          },
          headless: false,
          chunkSize: 1e4,
          emptyTag: "",
          cdata: false
        }
      };
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/Utility.js
var require_Utility = __commonJS({
  "../../node_modules/xmlbuilder/lib/Utility.js"(exports, module) {
    (function() {
      var assign, getValue, isArray, isEmpty, isFunction, isObject, isPlainObject, slice = [].slice, hasProp = {}.hasOwnProperty;
      assign = function() {
        var i, key, len, source, sources, target;
        target = arguments[0], sources = 2 <= arguments.length ? slice.call(arguments, 1) : [];
        if (isFunction(Object.assign)) {
          Object.assign.apply(null, arguments);
        } else {
          for (i = 0, len = sources.length; i < len; i++) {
            source = sources[i];
            if (source != null) {
              for (key in source) {
                if (!hasProp.call(source, key)) continue;
                target[key] = source[key];
              }
            }
          }
        }
        return target;
      };
      isFunction = function(val) {
        return !!val && Object.prototype.toString.call(val) === "[object Function]";
      };
      isObject = function(val) {
        var ref;
        return !!val && ((ref = typeof val) === "function" || ref === "object");
      };
      isArray = function(val) {
        if (isFunction(Array.isArray)) {
          return Array.isArray(val);
        } else {
          return Object.prototype.toString.call(val) === "[object Array]";
        }
      };
      isEmpty = function(val) {
        var key;
        if (isArray(val)) {
          return !val.length;
        } else {
          for (key in val) {
            if (!hasProp.call(val, key)) continue;
            return false;
          }
          return true;
        }
      };
      isPlainObject = function(val) {
        var ctor, proto;
        return isObject(val) && (proto = Object.getPrototypeOf(val)) && (ctor = proto.constructor) && typeof ctor === "function" && ctor instanceof ctor && Function.prototype.toString.call(ctor) === Function.prototype.toString.call(Object);
      };
      getValue = function(obj) {
        if (isFunction(obj.valueOf)) {
          return obj.valueOf();
        } else {
          return obj;
        }
      };
      module.exports.assign = assign;
      module.exports.isFunction = isFunction;
      module.exports.isObject = isObject;
      module.exports.isArray = isArray;
      module.exports.isEmpty = isEmpty;
      module.exports.isPlainObject = isPlainObject;
      module.exports.getValue = getValue;
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDOMImplementation.js
var require_XMLDOMImplementation = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDOMImplementation.js"(exports, module) {
    (function() {
      var XMLDOMImplementation;
      module.exports = XMLDOMImplementation = (function() {
        function XMLDOMImplementation2() {
        }
        XMLDOMImplementation2.prototype.hasFeature = function(feature, version) {
          return true;
        };
        XMLDOMImplementation2.prototype.createDocumentType = function(qualifiedName, publicId, systemId) {
          throw new Error("This DOM method is not implemented.");
        };
        XMLDOMImplementation2.prototype.createDocument = function(namespaceURI, qualifiedName, doctype) {
          throw new Error("This DOM method is not implemented.");
        };
        XMLDOMImplementation2.prototype.createHTMLDocument = function(title) {
          throw new Error("This DOM method is not implemented.");
        };
        XMLDOMImplementation2.prototype.getFeature = function(feature, version) {
          throw new Error("This DOM method is not implemented.");
        };
        return XMLDOMImplementation2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDOMErrorHandler.js
var require_XMLDOMErrorHandler = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDOMErrorHandler.js"(exports, module) {
    (function() {
      var XMLDOMErrorHandler;
      module.exports = XMLDOMErrorHandler = (function() {
        function XMLDOMErrorHandler2() {
        }
        XMLDOMErrorHandler2.prototype.handleError = function(error) {
          throw new Error(error);
        };
        return XMLDOMErrorHandler2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDOMStringList.js
var require_XMLDOMStringList = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDOMStringList.js"(exports, module) {
    (function() {
      var XMLDOMStringList;
      module.exports = XMLDOMStringList = (function() {
        function XMLDOMStringList2(arr) {
          this.arr = arr || [];
        }
        Object.defineProperty(XMLDOMStringList2.prototype, "length", {
          get: function() {
            return this.arr.length;
          }
        });
        XMLDOMStringList2.prototype.item = function(index) {
          return this.arr[index] || null;
        };
        XMLDOMStringList2.prototype.contains = function(str) {
          return this.arr.indexOf(str) !== -1;
        };
        return XMLDOMStringList2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDOMConfiguration.js
var require_XMLDOMConfiguration = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDOMConfiguration.js"(exports, module) {
    (function() {
      var XMLDOMConfiguration, XMLDOMErrorHandler, XMLDOMStringList;
      XMLDOMErrorHandler = require_XMLDOMErrorHandler();
      XMLDOMStringList = require_XMLDOMStringList();
      module.exports = XMLDOMConfiguration = (function() {
        function XMLDOMConfiguration2() {
          var clonedSelf;
          this.defaultParams = {
            "canonical-form": false,
            "cdata-sections": false,
            "comments": false,
            "datatype-normalization": false,
            "element-content-whitespace": true,
            "entities": true,
            "error-handler": new XMLDOMErrorHandler(),
            "infoset": true,
            "validate-if-schema": false,
            "namespaces": true,
            "namespace-declarations": true,
            "normalize-characters": false,
            "schema-location": "",
            "schema-type": "",
            "split-cdata-sections": true,
            "validate": false,
            "well-formed": true
          };
          this.params = clonedSelf = Object.create(this.defaultParams);
        }
        Object.defineProperty(XMLDOMConfiguration2.prototype, "parameterNames", {
          get: function() {
            return new XMLDOMStringList(Object.keys(this.defaultParams));
          }
        });
        XMLDOMConfiguration2.prototype.getParameter = function(name) {
          if (this.params.hasOwnProperty(name)) {
            return this.params[name];
          } else {
            return null;
          }
        };
        XMLDOMConfiguration2.prototype.canSetParameter = function(name, value) {
          return true;
        };
        XMLDOMConfiguration2.prototype.setParameter = function(name, value) {
          if (value != null) {
            return this.params[name] = value;
          } else {
            return delete this.params[name];
          }
        };
        return XMLDOMConfiguration2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/NodeType.js
var require_NodeType = __commonJS({
  "../../node_modules/xmlbuilder/lib/NodeType.js"(exports, module) {
    (function() {
      module.exports = {
        Element: 1,
        Attribute: 2,
        Text: 3,
        CData: 4,
        EntityReference: 5,
        EntityDeclaration: 6,
        ProcessingInstruction: 7,
        Comment: 8,
        Document: 9,
        DocType: 10,
        DocumentFragment: 11,
        NotationDeclaration: 12,
        Declaration: 201,
        Raw: 202,
        AttributeDeclaration: 203,
        ElementDeclaration: 204,
        Dummy: 205
      };
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLAttribute.js
var require_XMLAttribute = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLAttribute.js"(exports, module) {
    (function() {
      var NodeType, XMLAttribute, XMLNode;
      NodeType = require_NodeType();
      XMLNode = require_XMLNode();
      module.exports = XMLAttribute = (function() {
        function XMLAttribute2(parent, name, value) {
          this.parent = parent;
          if (this.parent) {
            this.options = this.parent.options;
            this.stringify = this.parent.stringify;
          }
          if (name == null) {
            throw new Error("Missing attribute name. " + this.debugInfo(name));
          }
          this.name = this.stringify.name(name);
          this.value = this.stringify.attValue(value);
          this.type = NodeType.Attribute;
          this.isId = false;
          this.schemaTypeInfo = null;
        }
        Object.defineProperty(XMLAttribute2.prototype, "nodeType", {
          get: function() {
            return this.type;
          }
        });
        Object.defineProperty(XMLAttribute2.prototype, "ownerElement", {
          get: function() {
            return this.parent;
          }
        });
        Object.defineProperty(XMLAttribute2.prototype, "textContent", {
          get: function() {
            return this.value;
          },
          set: function(value) {
            return this.value = value || "";
          }
        });
        Object.defineProperty(XMLAttribute2.prototype, "namespaceURI", {
          get: function() {
            return "";
          }
        });
        Object.defineProperty(XMLAttribute2.prototype, "prefix", {
          get: function() {
            return "";
          }
        });
        Object.defineProperty(XMLAttribute2.prototype, "localName", {
          get: function() {
            return this.name;
          }
        });
        Object.defineProperty(XMLAttribute2.prototype, "specified", {
          get: function() {
            return true;
          }
        });
        XMLAttribute2.prototype.clone = function() {
          return Object.create(this);
        };
        XMLAttribute2.prototype.toString = function(options) {
          return this.options.writer.attribute(this, this.options.writer.filterOptions(options));
        };
        XMLAttribute2.prototype.debugInfo = function(name) {
          name = name || this.name;
          if (name == null) {
            return "parent: <" + this.parent.name + ">";
          } else {
            return "attribute: {" + name + "}, parent: <" + this.parent.name + ">";
          }
        };
        XMLAttribute2.prototype.isEqualNode = function(node) {
          if (node.namespaceURI !== this.namespaceURI) {
            return false;
          }
          if (node.prefix !== this.prefix) {
            return false;
          }
          if (node.localName !== this.localName) {
            return false;
          }
          if (node.value !== this.value) {
            return false;
          }
          return true;
        };
        return XMLAttribute2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLNamedNodeMap.js
var require_XMLNamedNodeMap = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLNamedNodeMap.js"(exports, module) {
    (function() {
      var XMLNamedNodeMap;
      module.exports = XMLNamedNodeMap = (function() {
        function XMLNamedNodeMap2(nodes) {
          this.nodes = nodes;
        }
        Object.defineProperty(XMLNamedNodeMap2.prototype, "length", {
          get: function() {
            return Object.keys(this.nodes).length || 0;
          }
        });
        XMLNamedNodeMap2.prototype.clone = function() {
          return this.nodes = null;
        };
        XMLNamedNodeMap2.prototype.getNamedItem = function(name) {
          return this.nodes[name];
        };
        XMLNamedNodeMap2.prototype.setNamedItem = function(node) {
          var oldNode;
          oldNode = this.nodes[node.nodeName];
          this.nodes[node.nodeName] = node;
          return oldNode || null;
        };
        XMLNamedNodeMap2.prototype.removeNamedItem = function(name) {
          var oldNode;
          oldNode = this.nodes[name];
          delete this.nodes[name];
          return oldNode || null;
        };
        XMLNamedNodeMap2.prototype.item = function(index) {
          return this.nodes[Object.keys(this.nodes)[index]] || null;
        };
        XMLNamedNodeMap2.prototype.getNamedItemNS = function(namespaceURI, localName) {
          throw new Error("This DOM method is not implemented.");
        };
        XMLNamedNodeMap2.prototype.setNamedItemNS = function(node) {
          throw new Error("This DOM method is not implemented.");
        };
        XMLNamedNodeMap2.prototype.removeNamedItemNS = function(namespaceURI, localName) {
          throw new Error("This DOM method is not implemented.");
        };
        return XMLNamedNodeMap2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLElement.js
var require_XMLElement = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLElement.js"(exports, module) {
    (function() {
      var NodeType, XMLAttribute, XMLElement, XMLNamedNodeMap, XMLNode, getValue, isFunction, isObject, ref, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      ref = require_Utility(), isObject = ref.isObject, isFunction = ref.isFunction, getValue = ref.getValue;
      XMLNode = require_XMLNode();
      NodeType = require_NodeType();
      XMLAttribute = require_XMLAttribute();
      XMLNamedNodeMap = require_XMLNamedNodeMap();
      module.exports = XMLElement = (function(superClass) {
        extend(XMLElement2, superClass);
        function XMLElement2(parent, name, attributes) {
          var child, j, len, ref1;
          XMLElement2.__super__.constructor.call(this, parent);
          if (name == null) {
            throw new Error("Missing element name. " + this.debugInfo());
          }
          this.name = this.stringify.name(name);
          this.type = NodeType.Element;
          this.attribs = {};
          this.schemaTypeInfo = null;
          if (attributes != null) {
            this.attribute(attributes);
          }
          if (parent.type === NodeType.Document) {
            this.isRoot = true;
            this.documentObject = parent;
            parent.rootObject = this;
            if (parent.children) {
              ref1 = parent.children;
              for (j = 0, len = ref1.length; j < len; j++) {
                child = ref1[j];
                if (child.type === NodeType.DocType) {
                  child.name = this.name;
                  break;
                }
              }
            }
          }
        }
        Object.defineProperty(XMLElement2.prototype, "tagName", {
          get: function() {
            return this.name;
          }
        });
        Object.defineProperty(XMLElement2.prototype, "namespaceURI", {
          get: function() {
            return "";
          }
        });
        Object.defineProperty(XMLElement2.prototype, "prefix", {
          get: function() {
            return "";
          }
        });
        Object.defineProperty(XMLElement2.prototype, "localName", {
          get: function() {
            return this.name;
          }
        });
        Object.defineProperty(XMLElement2.prototype, "id", {
          get: function() {
            throw new Error("This DOM method is not implemented." + this.debugInfo());
          }
        });
        Object.defineProperty(XMLElement2.prototype, "className", {
          get: function() {
            throw new Error("This DOM method is not implemented." + this.debugInfo());
          }
        });
        Object.defineProperty(XMLElement2.prototype, "classList", {
          get: function() {
            throw new Error("This DOM method is not implemented." + this.debugInfo());
          }
        });
        Object.defineProperty(XMLElement2.prototype, "attributes", {
          get: function() {
            if (!this.attributeMap || !this.attributeMap.nodes) {
              this.attributeMap = new XMLNamedNodeMap(this.attribs);
            }
            return this.attributeMap;
          }
        });
        XMLElement2.prototype.clone = function() {
          var att, attName, clonedSelf, ref1;
          clonedSelf = Object.create(this);
          if (clonedSelf.isRoot) {
            clonedSelf.documentObject = null;
          }
          clonedSelf.attribs = {};
          ref1 = this.attribs;
          for (attName in ref1) {
            if (!hasProp.call(ref1, attName)) continue;
            att = ref1[attName];
            clonedSelf.attribs[attName] = att.clone();
          }
          clonedSelf.children = [];
          this.children.forEach(function(child) {
            var clonedChild;
            clonedChild = child.clone();
            clonedChild.parent = clonedSelf;
            return clonedSelf.children.push(clonedChild);
          });
          return clonedSelf;
        };
        XMLElement2.prototype.attribute = function(name, value) {
          var attName, attValue;
          if (name != null) {
            name = getValue(name);
          }
          if (isObject(name)) {
            for (attName in name) {
              if (!hasProp.call(name, attName)) continue;
              attValue = name[attName];
              this.attribute(attName, attValue);
            }
          } else {
            if (isFunction(value)) {
              value = value.apply();
            }
            if (this.options.keepNullAttributes && value == null) {
              this.attribs[name] = new XMLAttribute(this, name, "");
            } else if (value != null) {
              this.attribs[name] = new XMLAttribute(this, name, value);
            }
          }
          return this;
        };
        XMLElement2.prototype.removeAttribute = function(name) {
          var attName, j, len;
          if (name == null) {
            throw new Error("Missing attribute name. " + this.debugInfo());
          }
          name = getValue(name);
          if (Array.isArray(name)) {
            for (j = 0, len = name.length; j < len; j++) {
              attName = name[j];
              delete this.attribs[attName];
            }
          } else {
            delete this.attribs[name];
          }
          return this;
        };
        XMLElement2.prototype.toString = function(options) {
          return this.options.writer.element(this, this.options.writer.filterOptions(options));
        };
        XMLElement2.prototype.att = function(name, value) {
          return this.attribute(name, value);
        };
        XMLElement2.prototype.a = function(name, value) {
          return this.attribute(name, value);
        };
        XMLElement2.prototype.getAttribute = function(name) {
          if (this.attribs.hasOwnProperty(name)) {
            return this.attribs[name].value;
          } else {
            return null;
          }
        };
        XMLElement2.prototype.setAttribute = function(name, value) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.getAttributeNode = function(name) {
          if (this.attribs.hasOwnProperty(name)) {
            return this.attribs[name];
          } else {
            return null;
          }
        };
        XMLElement2.prototype.setAttributeNode = function(newAttr) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.removeAttributeNode = function(oldAttr) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.getElementsByTagName = function(name) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.getAttributeNS = function(namespaceURI, localName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.setAttributeNS = function(namespaceURI, qualifiedName, value) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.removeAttributeNS = function(namespaceURI, localName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.getAttributeNodeNS = function(namespaceURI, localName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.setAttributeNodeNS = function(newAttr) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.getElementsByTagNameNS = function(namespaceURI, localName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.hasAttribute = function(name) {
          return this.attribs.hasOwnProperty(name);
        };
        XMLElement2.prototype.hasAttributeNS = function(namespaceURI, localName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.setIdAttribute = function(name, isId) {
          if (this.attribs.hasOwnProperty(name)) {
            return this.attribs[name].isId;
          } else {
            return isId;
          }
        };
        XMLElement2.prototype.setIdAttributeNS = function(namespaceURI, localName, isId) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.setIdAttributeNode = function(idAttr, isId) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.getElementsByTagName = function(tagname) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.getElementsByTagNameNS = function(namespaceURI, localName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.getElementsByClassName = function(classNames) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLElement2.prototype.isEqualNode = function(node) {
          var i, j, ref1;
          if (!XMLElement2.__super__.isEqualNode.apply(this, arguments).isEqualNode(node)) {
            return false;
          }
          if (node.namespaceURI !== this.namespaceURI) {
            return false;
          }
          if (node.prefix !== this.prefix) {
            return false;
          }
          if (node.localName !== this.localName) {
            return false;
          }
          if (node.attribs.length !== this.attribs.length) {
            return false;
          }
          for (i = j = 0, ref1 = this.attribs.length - 1; 0 <= ref1 ? j <= ref1 : j >= ref1; i = 0 <= ref1 ? ++j : --j) {
            if (!this.attribs[i].isEqualNode(node.attribs[i])) {
              return false;
            }
          }
          return true;
        };
        return XMLElement2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLCharacterData.js
var require_XMLCharacterData = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLCharacterData.js"(exports, module) {
    (function() {
      var XMLCharacterData, XMLNode, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      XMLNode = require_XMLNode();
      module.exports = XMLCharacterData = (function(superClass) {
        extend(XMLCharacterData2, superClass);
        function XMLCharacterData2(parent) {
          XMLCharacterData2.__super__.constructor.call(this, parent);
          this.value = "";
        }
        Object.defineProperty(XMLCharacterData2.prototype, "data", {
          get: function() {
            return this.value;
          },
          set: function(value) {
            return this.value = value || "";
          }
        });
        Object.defineProperty(XMLCharacterData2.prototype, "length", {
          get: function() {
            return this.value.length;
          }
        });
        Object.defineProperty(XMLCharacterData2.prototype, "textContent", {
          get: function() {
            return this.value;
          },
          set: function(value) {
            return this.value = value || "";
          }
        });
        XMLCharacterData2.prototype.clone = function() {
          return Object.create(this);
        };
        XMLCharacterData2.prototype.substringData = function(offset, count2) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLCharacterData2.prototype.appendData = function(arg) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLCharacterData2.prototype.insertData = function(offset, arg) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLCharacterData2.prototype.deleteData = function(offset, count2) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLCharacterData2.prototype.replaceData = function(offset, count2, arg) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLCharacterData2.prototype.isEqualNode = function(node) {
          if (!XMLCharacterData2.__super__.isEqualNode.apply(this, arguments).isEqualNode(node)) {
            return false;
          }
          if (node.data !== this.data) {
            return false;
          }
          return true;
        };
        return XMLCharacterData2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLCData.js
var require_XMLCData = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLCData.js"(exports, module) {
    (function() {
      var NodeType, XMLCData, XMLCharacterData, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      NodeType = require_NodeType();
      XMLCharacterData = require_XMLCharacterData();
      module.exports = XMLCData = (function(superClass) {
        extend(XMLCData2, superClass);
        function XMLCData2(parent, text2) {
          XMLCData2.__super__.constructor.call(this, parent);
          if (text2 == null) {
            throw new Error("Missing CDATA text. " + this.debugInfo());
          }
          this.name = "#cdata-section";
          this.type = NodeType.CData;
          this.value = this.stringify.cdata(text2);
        }
        XMLCData2.prototype.clone = function() {
          return Object.create(this);
        };
        XMLCData2.prototype.toString = function(options) {
          return this.options.writer.cdata(this, this.options.writer.filterOptions(options));
        };
        return XMLCData2;
      })(XMLCharacterData);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLComment.js
var require_XMLComment = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLComment.js"(exports, module) {
    (function() {
      var NodeType, XMLCharacterData, XMLComment, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      NodeType = require_NodeType();
      XMLCharacterData = require_XMLCharacterData();
      module.exports = XMLComment = (function(superClass) {
        extend(XMLComment2, superClass);
        function XMLComment2(parent, text2) {
          XMLComment2.__super__.constructor.call(this, parent);
          if (text2 == null) {
            throw new Error("Missing comment text. " + this.debugInfo());
          }
          this.name = "#comment";
          this.type = NodeType.Comment;
          this.value = this.stringify.comment(text2);
        }
        XMLComment2.prototype.clone = function() {
          return Object.create(this);
        };
        XMLComment2.prototype.toString = function(options) {
          return this.options.writer.comment(this, this.options.writer.filterOptions(options));
        };
        return XMLComment2;
      })(XMLCharacterData);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDeclaration.js
var require_XMLDeclaration = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDeclaration.js"(exports, module) {
    (function() {
      var NodeType, XMLDeclaration, XMLNode, isObject, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      isObject = require_Utility().isObject;
      XMLNode = require_XMLNode();
      NodeType = require_NodeType();
      module.exports = XMLDeclaration = (function(superClass) {
        extend(XMLDeclaration2, superClass);
        function XMLDeclaration2(parent, version, encoding, standalone) {
          var ref;
          XMLDeclaration2.__super__.constructor.call(this, parent);
          if (isObject(version)) {
            ref = version, version = ref.version, encoding = ref.encoding, standalone = ref.standalone;
          }
          if (!version) {
            version = "1.0";
          }
          this.type = NodeType.Declaration;
          this.version = this.stringify.xmlVersion(version);
          if (encoding != null) {
            this.encoding = this.stringify.xmlEncoding(encoding);
          }
          if (standalone != null) {
            this.standalone = this.stringify.xmlStandalone(standalone);
          }
        }
        XMLDeclaration2.prototype.toString = function(options) {
          return this.options.writer.declaration(this, this.options.writer.filterOptions(options));
        };
        return XMLDeclaration2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDTDAttList.js
var require_XMLDTDAttList = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDTDAttList.js"(exports, module) {
    (function() {
      var NodeType, XMLDTDAttList, XMLNode, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      XMLNode = require_XMLNode();
      NodeType = require_NodeType();
      module.exports = XMLDTDAttList = (function(superClass) {
        extend(XMLDTDAttList2, superClass);
        function XMLDTDAttList2(parent, elementName, attributeName, attributeType, defaultValueType, defaultValue) {
          XMLDTDAttList2.__super__.constructor.call(this, parent);
          if (elementName == null) {
            throw new Error("Missing DTD element name. " + this.debugInfo());
          }
          if (attributeName == null) {
            throw new Error("Missing DTD attribute name. " + this.debugInfo(elementName));
          }
          if (!attributeType) {
            throw new Error("Missing DTD attribute type. " + this.debugInfo(elementName));
          }
          if (!defaultValueType) {
            throw new Error("Missing DTD attribute default. " + this.debugInfo(elementName));
          }
          if (defaultValueType.indexOf("#") !== 0) {
            defaultValueType = "#" + defaultValueType;
          }
          if (!defaultValueType.match(/^(#REQUIRED|#IMPLIED|#FIXED|#DEFAULT)$/)) {
            throw new Error("Invalid default value type; expected: #REQUIRED, #IMPLIED, #FIXED or #DEFAULT. " + this.debugInfo(elementName));
          }
          if (defaultValue && !defaultValueType.match(/^(#FIXED|#DEFAULT)$/)) {
            throw new Error("Default value only applies to #FIXED or #DEFAULT. " + this.debugInfo(elementName));
          }
          this.elementName = this.stringify.name(elementName);
          this.type = NodeType.AttributeDeclaration;
          this.attributeName = this.stringify.name(attributeName);
          this.attributeType = this.stringify.dtdAttType(attributeType);
          if (defaultValue) {
            this.defaultValue = this.stringify.dtdAttDefault(defaultValue);
          }
          this.defaultValueType = defaultValueType;
        }
        XMLDTDAttList2.prototype.toString = function(options) {
          return this.options.writer.dtdAttList(this, this.options.writer.filterOptions(options));
        };
        return XMLDTDAttList2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDTDEntity.js
var require_XMLDTDEntity = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDTDEntity.js"(exports, module) {
    (function() {
      var NodeType, XMLDTDEntity, XMLNode, isObject, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      isObject = require_Utility().isObject;
      XMLNode = require_XMLNode();
      NodeType = require_NodeType();
      module.exports = XMLDTDEntity = (function(superClass) {
        extend(XMLDTDEntity2, superClass);
        function XMLDTDEntity2(parent, pe, name, value) {
          XMLDTDEntity2.__super__.constructor.call(this, parent);
          if (name == null) {
            throw new Error("Missing DTD entity name. " + this.debugInfo(name));
          }
          if (value == null) {
            throw new Error("Missing DTD entity value. " + this.debugInfo(name));
          }
          this.pe = !!pe;
          this.name = this.stringify.name(name);
          this.type = NodeType.EntityDeclaration;
          if (!isObject(value)) {
            this.value = this.stringify.dtdEntityValue(value);
            this.internal = true;
          } else {
            if (!value.pubID && !value.sysID) {
              throw new Error("Public and/or system identifiers are required for an external entity. " + this.debugInfo(name));
            }
            if (value.pubID && !value.sysID) {
              throw new Error("System identifier is required for a public external entity. " + this.debugInfo(name));
            }
            this.internal = false;
            if (value.pubID != null) {
              this.pubID = this.stringify.dtdPubID(value.pubID);
            }
            if (value.sysID != null) {
              this.sysID = this.stringify.dtdSysID(value.sysID);
            }
            if (value.nData != null) {
              this.nData = this.stringify.dtdNData(value.nData);
            }
            if (this.pe && this.nData) {
              throw new Error("Notation declaration is not allowed in a parameter entity. " + this.debugInfo(name));
            }
          }
        }
        Object.defineProperty(XMLDTDEntity2.prototype, "publicId", {
          get: function() {
            return this.pubID;
          }
        });
        Object.defineProperty(XMLDTDEntity2.prototype, "systemId", {
          get: function() {
            return this.sysID;
          }
        });
        Object.defineProperty(XMLDTDEntity2.prototype, "notationName", {
          get: function() {
            return this.nData || null;
          }
        });
        Object.defineProperty(XMLDTDEntity2.prototype, "inputEncoding", {
          get: function() {
            return null;
          }
        });
        Object.defineProperty(XMLDTDEntity2.prototype, "xmlEncoding", {
          get: function() {
            return null;
          }
        });
        Object.defineProperty(XMLDTDEntity2.prototype, "xmlVersion", {
          get: function() {
            return null;
          }
        });
        XMLDTDEntity2.prototype.toString = function(options) {
          return this.options.writer.dtdEntity(this, this.options.writer.filterOptions(options));
        };
        return XMLDTDEntity2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDTDElement.js
var require_XMLDTDElement = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDTDElement.js"(exports, module) {
    (function() {
      var NodeType, XMLDTDElement, XMLNode, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      XMLNode = require_XMLNode();
      NodeType = require_NodeType();
      module.exports = XMLDTDElement = (function(superClass) {
        extend(XMLDTDElement2, superClass);
        function XMLDTDElement2(parent, name, value) {
          XMLDTDElement2.__super__.constructor.call(this, parent);
          if (name == null) {
            throw new Error("Missing DTD element name. " + this.debugInfo());
          }
          if (!value) {
            value = "(#PCDATA)";
          }
          if (Array.isArray(value)) {
            value = "(" + value.join(",") + ")";
          }
          this.name = this.stringify.name(name);
          this.type = NodeType.ElementDeclaration;
          this.value = this.stringify.dtdElementValue(value);
        }
        XMLDTDElement2.prototype.toString = function(options) {
          return this.options.writer.dtdElement(this, this.options.writer.filterOptions(options));
        };
        return XMLDTDElement2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDTDNotation.js
var require_XMLDTDNotation = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDTDNotation.js"(exports, module) {
    (function() {
      var NodeType, XMLDTDNotation, XMLNode, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      XMLNode = require_XMLNode();
      NodeType = require_NodeType();
      module.exports = XMLDTDNotation = (function(superClass) {
        extend(XMLDTDNotation2, superClass);
        function XMLDTDNotation2(parent, name, value) {
          XMLDTDNotation2.__super__.constructor.call(this, parent);
          if (name == null) {
            throw new Error("Missing DTD notation name. " + this.debugInfo(name));
          }
          if (!value.pubID && !value.sysID) {
            throw new Error("Public or system identifiers are required for an external entity. " + this.debugInfo(name));
          }
          this.name = this.stringify.name(name);
          this.type = NodeType.NotationDeclaration;
          if (value.pubID != null) {
            this.pubID = this.stringify.dtdPubID(value.pubID);
          }
          if (value.sysID != null) {
            this.sysID = this.stringify.dtdSysID(value.sysID);
          }
        }
        Object.defineProperty(XMLDTDNotation2.prototype, "publicId", {
          get: function() {
            return this.pubID;
          }
        });
        Object.defineProperty(XMLDTDNotation2.prototype, "systemId", {
          get: function() {
            return this.sysID;
          }
        });
        XMLDTDNotation2.prototype.toString = function(options) {
          return this.options.writer.dtdNotation(this, this.options.writer.filterOptions(options));
        };
        return XMLDTDNotation2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDocType.js
var require_XMLDocType = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDocType.js"(exports, module) {
    (function() {
      var NodeType, XMLDTDAttList, XMLDTDElement, XMLDTDEntity, XMLDTDNotation, XMLDocType, XMLNamedNodeMap, XMLNode, isObject, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      isObject = require_Utility().isObject;
      XMLNode = require_XMLNode();
      NodeType = require_NodeType();
      XMLDTDAttList = require_XMLDTDAttList();
      XMLDTDEntity = require_XMLDTDEntity();
      XMLDTDElement = require_XMLDTDElement();
      XMLDTDNotation = require_XMLDTDNotation();
      XMLNamedNodeMap = require_XMLNamedNodeMap();
      module.exports = XMLDocType = (function(superClass) {
        extend(XMLDocType2, superClass);
        function XMLDocType2(parent, pubID, sysID) {
          var child, i, len, ref, ref1, ref2;
          XMLDocType2.__super__.constructor.call(this, parent);
          this.type = NodeType.DocType;
          if (parent.children) {
            ref = parent.children;
            for (i = 0, len = ref.length; i < len; i++) {
              child = ref[i];
              if (child.type === NodeType.Element) {
                this.name = child.name;
                break;
              }
            }
          }
          this.documentObject = parent;
          if (isObject(pubID)) {
            ref1 = pubID, pubID = ref1.pubID, sysID = ref1.sysID;
          }
          if (sysID == null) {
            ref2 = [pubID, sysID], sysID = ref2[0], pubID = ref2[1];
          }
          if (pubID != null) {
            this.pubID = this.stringify.dtdPubID(pubID);
          }
          if (sysID != null) {
            this.sysID = this.stringify.dtdSysID(sysID);
          }
        }
        Object.defineProperty(XMLDocType2.prototype, "entities", {
          get: function() {
            var child, i, len, nodes, ref;
            nodes = {};
            ref = this.children;
            for (i = 0, len = ref.length; i < len; i++) {
              child = ref[i];
              if (child.type === NodeType.EntityDeclaration && !child.pe) {
                nodes[child.name] = child;
              }
            }
            return new XMLNamedNodeMap(nodes);
          }
        });
        Object.defineProperty(XMLDocType2.prototype, "notations", {
          get: function() {
            var child, i, len, nodes, ref;
            nodes = {};
            ref = this.children;
            for (i = 0, len = ref.length; i < len; i++) {
              child = ref[i];
              if (child.type === NodeType.NotationDeclaration) {
                nodes[child.name] = child;
              }
            }
            return new XMLNamedNodeMap(nodes);
          }
        });
        Object.defineProperty(XMLDocType2.prototype, "publicId", {
          get: function() {
            return this.pubID;
          }
        });
        Object.defineProperty(XMLDocType2.prototype, "systemId", {
          get: function() {
            return this.sysID;
          }
        });
        Object.defineProperty(XMLDocType2.prototype, "internalSubset", {
          get: function() {
            throw new Error("This DOM method is not implemented." + this.debugInfo());
          }
        });
        XMLDocType2.prototype.element = function(name, value) {
          var child;
          child = new XMLDTDElement(this, name, value);
          this.children.push(child);
          return this;
        };
        XMLDocType2.prototype.attList = function(elementName, attributeName, attributeType, defaultValueType, defaultValue) {
          var child;
          child = new XMLDTDAttList(this, elementName, attributeName, attributeType, defaultValueType, defaultValue);
          this.children.push(child);
          return this;
        };
        XMLDocType2.prototype.entity = function(name, value) {
          var child;
          child = new XMLDTDEntity(this, false, name, value);
          this.children.push(child);
          return this;
        };
        XMLDocType2.prototype.pEntity = function(name, value) {
          var child;
          child = new XMLDTDEntity(this, true, name, value);
          this.children.push(child);
          return this;
        };
        XMLDocType2.prototype.notation = function(name, value) {
          var child;
          child = new XMLDTDNotation(this, name, value);
          this.children.push(child);
          return this;
        };
        XMLDocType2.prototype.toString = function(options) {
          return this.options.writer.docType(this, this.options.writer.filterOptions(options));
        };
        XMLDocType2.prototype.ele = function(name, value) {
          return this.element(name, value);
        };
        XMLDocType2.prototype.att = function(elementName, attributeName, attributeType, defaultValueType, defaultValue) {
          return this.attList(elementName, attributeName, attributeType, defaultValueType, defaultValue);
        };
        XMLDocType2.prototype.ent = function(name, value) {
          return this.entity(name, value);
        };
        XMLDocType2.prototype.pent = function(name, value) {
          return this.pEntity(name, value);
        };
        XMLDocType2.prototype.not = function(name, value) {
          return this.notation(name, value);
        };
        XMLDocType2.prototype.up = function() {
          return this.root() || this.documentObject;
        };
        XMLDocType2.prototype.isEqualNode = function(node) {
          if (!XMLDocType2.__super__.isEqualNode.apply(this, arguments).isEqualNode(node)) {
            return false;
          }
          if (node.name !== this.name) {
            return false;
          }
          if (node.publicId !== this.publicId) {
            return false;
          }
          if (node.systemId !== this.systemId) {
            return false;
          }
          return true;
        };
        return XMLDocType2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLRaw.js
var require_XMLRaw = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLRaw.js"(exports, module) {
    (function() {
      var NodeType, XMLNode, XMLRaw, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      NodeType = require_NodeType();
      XMLNode = require_XMLNode();
      module.exports = XMLRaw = (function(superClass) {
        extend(XMLRaw2, superClass);
        function XMLRaw2(parent, text2) {
          XMLRaw2.__super__.constructor.call(this, parent);
          if (text2 == null) {
            throw new Error("Missing raw text. " + this.debugInfo());
          }
          this.type = NodeType.Raw;
          this.value = this.stringify.raw(text2);
        }
        XMLRaw2.prototype.clone = function() {
          return Object.create(this);
        };
        XMLRaw2.prototype.toString = function(options) {
          return this.options.writer.raw(this, this.options.writer.filterOptions(options));
        };
        return XMLRaw2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLText.js
var require_XMLText = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLText.js"(exports, module) {
    (function() {
      var NodeType, XMLCharacterData, XMLText, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      NodeType = require_NodeType();
      XMLCharacterData = require_XMLCharacterData();
      module.exports = XMLText = (function(superClass) {
        extend(XMLText2, superClass);
        function XMLText2(parent, text2) {
          XMLText2.__super__.constructor.call(this, parent);
          if (text2 == null) {
            throw new Error("Missing element text. " + this.debugInfo());
          }
          this.name = "#text";
          this.type = NodeType.Text;
          this.value = this.stringify.text(text2);
        }
        Object.defineProperty(XMLText2.prototype, "isElementContentWhitespace", {
          get: function() {
            throw new Error("This DOM method is not implemented." + this.debugInfo());
          }
        });
        Object.defineProperty(XMLText2.prototype, "wholeText", {
          get: function() {
            var next, prev, str;
            str = "";
            prev = this.previousSibling;
            while (prev) {
              str = prev.data + str;
              prev = prev.previousSibling;
            }
            str += this.data;
            next = this.nextSibling;
            while (next) {
              str = str + next.data;
              next = next.nextSibling;
            }
            return str;
          }
        });
        XMLText2.prototype.clone = function() {
          return Object.create(this);
        };
        XMLText2.prototype.toString = function(options) {
          return this.options.writer.text(this, this.options.writer.filterOptions(options));
        };
        XMLText2.prototype.splitText = function(offset) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLText2.prototype.replaceWholeText = function(content) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        return XMLText2;
      })(XMLCharacterData);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLProcessingInstruction.js
var require_XMLProcessingInstruction = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLProcessingInstruction.js"(exports, module) {
    (function() {
      var NodeType, XMLCharacterData, XMLProcessingInstruction, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      NodeType = require_NodeType();
      XMLCharacterData = require_XMLCharacterData();
      module.exports = XMLProcessingInstruction = (function(superClass) {
        extend(XMLProcessingInstruction2, superClass);
        function XMLProcessingInstruction2(parent, target, value) {
          XMLProcessingInstruction2.__super__.constructor.call(this, parent);
          if (target == null) {
            throw new Error("Missing instruction target. " + this.debugInfo());
          }
          this.type = NodeType.ProcessingInstruction;
          this.target = this.stringify.insTarget(target);
          this.name = this.target;
          if (value) {
            this.value = this.stringify.insValue(value);
          }
        }
        XMLProcessingInstruction2.prototype.clone = function() {
          return Object.create(this);
        };
        XMLProcessingInstruction2.prototype.toString = function(options) {
          return this.options.writer.processingInstruction(this, this.options.writer.filterOptions(options));
        };
        XMLProcessingInstruction2.prototype.isEqualNode = function(node) {
          if (!XMLProcessingInstruction2.__super__.isEqualNode.apply(this, arguments).isEqualNode(node)) {
            return false;
          }
          if (node.target !== this.target) {
            return false;
          }
          return true;
        };
        return XMLProcessingInstruction2;
      })(XMLCharacterData);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDummy.js
var require_XMLDummy = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDummy.js"(exports, module) {
    (function() {
      var NodeType, XMLDummy, XMLNode, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      XMLNode = require_XMLNode();
      NodeType = require_NodeType();
      module.exports = XMLDummy = (function(superClass) {
        extend(XMLDummy2, superClass);
        function XMLDummy2(parent) {
          XMLDummy2.__super__.constructor.call(this, parent);
          this.type = NodeType.Dummy;
        }
        XMLDummy2.prototype.clone = function() {
          return Object.create(this);
        };
        XMLDummy2.prototype.toString = function(options) {
          return "";
        };
        return XMLDummy2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLNodeList.js
var require_XMLNodeList = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLNodeList.js"(exports, module) {
    (function() {
      var XMLNodeList;
      module.exports = XMLNodeList = (function() {
        function XMLNodeList2(nodes) {
          this.nodes = nodes;
        }
        Object.defineProperty(XMLNodeList2.prototype, "length", {
          get: function() {
            return this.nodes.length || 0;
          }
        });
        XMLNodeList2.prototype.clone = function() {
          return this.nodes = null;
        };
        XMLNodeList2.prototype.item = function(index) {
          return this.nodes[index] || null;
        };
        return XMLNodeList2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/DocumentPosition.js
var require_DocumentPosition = __commonJS({
  "../../node_modules/xmlbuilder/lib/DocumentPosition.js"(exports, module) {
    (function() {
      module.exports = {
        Disconnected: 1,
        Preceding: 2,
        Following: 4,
        Contains: 8,
        ContainedBy: 16,
        ImplementationSpecific: 32
      };
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLNode.js
var require_XMLNode = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLNode.js"(exports, module) {
    (function() {
      var DocumentPosition, NodeType, XMLCData, XMLComment, XMLDeclaration, XMLDocType, XMLDummy, XMLElement, XMLNamedNodeMap, XMLNode, XMLNodeList, XMLProcessingInstruction, XMLRaw, XMLText, getValue, isEmpty, isFunction, isObject, ref1, hasProp = {}.hasOwnProperty;
      ref1 = require_Utility(), isObject = ref1.isObject, isFunction = ref1.isFunction, isEmpty = ref1.isEmpty, getValue = ref1.getValue;
      XMLElement = null;
      XMLCData = null;
      XMLComment = null;
      XMLDeclaration = null;
      XMLDocType = null;
      XMLRaw = null;
      XMLText = null;
      XMLProcessingInstruction = null;
      XMLDummy = null;
      NodeType = null;
      XMLNodeList = null;
      XMLNamedNodeMap = null;
      DocumentPosition = null;
      module.exports = XMLNode = (function() {
        function XMLNode2(parent1) {
          this.parent = parent1;
          if (this.parent) {
            this.options = this.parent.options;
            this.stringify = this.parent.stringify;
          }
          this.value = null;
          this.children = [];
          this.baseURI = null;
          if (!XMLElement) {
            XMLElement = require_XMLElement();
            XMLCData = require_XMLCData();
            XMLComment = require_XMLComment();
            XMLDeclaration = require_XMLDeclaration();
            XMLDocType = require_XMLDocType();
            XMLRaw = require_XMLRaw();
            XMLText = require_XMLText();
            XMLProcessingInstruction = require_XMLProcessingInstruction();
            XMLDummy = require_XMLDummy();
            NodeType = require_NodeType();
            XMLNodeList = require_XMLNodeList();
            XMLNamedNodeMap = require_XMLNamedNodeMap();
            DocumentPosition = require_DocumentPosition();
          }
        }
        Object.defineProperty(XMLNode2.prototype, "nodeName", {
          get: function() {
            return this.name;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "nodeType", {
          get: function() {
            return this.type;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "nodeValue", {
          get: function() {
            return this.value;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "parentNode", {
          get: function() {
            return this.parent;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "childNodes", {
          get: function() {
            if (!this.childNodeList || !this.childNodeList.nodes) {
              this.childNodeList = new XMLNodeList(this.children);
            }
            return this.childNodeList;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "firstChild", {
          get: function() {
            return this.children[0] || null;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "lastChild", {
          get: function() {
            return this.children[this.children.length - 1] || null;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "previousSibling", {
          get: function() {
            var i;
            i = this.parent.children.indexOf(this);
            return this.parent.children[i - 1] || null;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "nextSibling", {
          get: function() {
            var i;
            i = this.parent.children.indexOf(this);
            return this.parent.children[i + 1] || null;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "ownerDocument", {
          get: function() {
            return this.document() || null;
          }
        });
        Object.defineProperty(XMLNode2.prototype, "textContent", {
          get: function() {
            var child, j, len, ref2, str;
            if (this.nodeType === NodeType.Element || this.nodeType === NodeType.DocumentFragment) {
              str = "";
              ref2 = this.children;
              for (j = 0, len = ref2.length; j < len; j++) {
                child = ref2[j];
                if (child.textContent) {
                  str += child.textContent;
                }
              }
              return str;
            } else {
              return null;
            }
          },
          set: function(value) {
            throw new Error("This DOM method is not implemented." + this.debugInfo());
          }
        });
        XMLNode2.prototype.setParent = function(parent) {
          var child, j, len, ref2, results;
          this.parent = parent;
          if (parent) {
            this.options = parent.options;
            this.stringify = parent.stringify;
          }
          ref2 = this.children;
          results = [];
          for (j = 0, len = ref2.length; j < len; j++) {
            child = ref2[j];
            results.push(child.setParent(this));
          }
          return results;
        };
        XMLNode2.prototype.element = function(name, attributes, text2) {
          var childNode, item, j, k, key, lastChild, len, len1, ref2, ref3, val;
          lastChild = null;
          if (attributes === null && text2 == null) {
            ref2 = [{}, null], attributes = ref2[0], text2 = ref2[1];
          }
          if (attributes == null) {
            attributes = {};
          }
          attributes = getValue(attributes);
          if (!isObject(attributes)) {
            ref3 = [attributes, text2], text2 = ref3[0], attributes = ref3[1];
          }
          if (name != null) {
            name = getValue(name);
          }
          if (Array.isArray(name)) {
            for (j = 0, len = name.length; j < len; j++) {
              item = name[j];
              lastChild = this.element(item);
            }
          } else if (isFunction(name)) {
            lastChild = this.element(name.apply());
          } else if (isObject(name)) {
            for (key in name) {
              if (!hasProp.call(name, key)) continue;
              val = name[key];
              if (isFunction(val)) {
                val = val.apply();
              }
              if (!this.options.ignoreDecorators && this.stringify.convertAttKey && key.indexOf(this.stringify.convertAttKey) === 0) {
                lastChild = this.attribute(key.substr(this.stringify.convertAttKey.length), val);
              } else if (!this.options.separateArrayItems && Array.isArray(val) && isEmpty(val)) {
                lastChild = this.dummy();
              } else if (isObject(val) && isEmpty(val)) {
                lastChild = this.element(key);
              } else if (!this.options.keepNullNodes && val == null) {
                lastChild = this.dummy();
              } else if (!this.options.separateArrayItems && Array.isArray(val)) {
                for (k = 0, len1 = val.length; k < len1; k++) {
                  item = val[k];
                  childNode = {};
                  childNode[key] = item;
                  lastChild = this.element(childNode);
                }
              } else if (isObject(val)) {
                if (!this.options.ignoreDecorators && this.stringify.convertTextKey && key.indexOf(this.stringify.convertTextKey) === 0) {
                  lastChild = this.element(val);
                } else {
                  lastChild = this.element(key);
                  lastChild.element(val);
                }
              } else {
                lastChild = this.element(key, val);
              }
            }
          } else if (!this.options.keepNullNodes && text2 === null) {
            lastChild = this.dummy();
          } else {
            if (!this.options.ignoreDecorators && this.stringify.convertTextKey && name.indexOf(this.stringify.convertTextKey) === 0) {
              lastChild = this.text(text2);
            } else if (!this.options.ignoreDecorators && this.stringify.convertCDataKey && name.indexOf(this.stringify.convertCDataKey) === 0) {
              lastChild = this.cdata(text2);
            } else if (!this.options.ignoreDecorators && this.stringify.convertCommentKey && name.indexOf(this.stringify.convertCommentKey) === 0) {
              lastChild = this.comment(text2);
            } else if (!this.options.ignoreDecorators && this.stringify.convertRawKey && name.indexOf(this.stringify.convertRawKey) === 0) {
              lastChild = this.raw(text2);
            } else if (!this.options.ignoreDecorators && this.stringify.convertPIKey && name.indexOf(this.stringify.convertPIKey) === 0) {
              lastChild = this.instruction(name.substr(this.stringify.convertPIKey.length), text2);
            } else {
              lastChild = this.node(name, attributes, text2);
            }
          }
          if (lastChild == null) {
            throw new Error("Could not create any elements with: " + name + ". " + this.debugInfo());
          }
          return lastChild;
        };
        XMLNode2.prototype.insertBefore = function(name, attributes, text2) {
          var child, i, newChild, refChild, removed;
          if (name != null ? name.type : void 0) {
            newChild = name;
            refChild = attributes;
            newChild.setParent(this);
            if (refChild) {
              i = children.indexOf(refChild);
              removed = children.splice(i);
              children.push(newChild);
              Array.prototype.push.apply(children, removed);
            } else {
              children.push(newChild);
            }
            return newChild;
          } else {
            if (this.isRoot) {
              throw new Error("Cannot insert elements at root level. " + this.debugInfo(name));
            }
            i = this.parent.children.indexOf(this);
            removed = this.parent.children.splice(i);
            child = this.parent.element(name, attributes, text2);
            Array.prototype.push.apply(this.parent.children, removed);
            return child;
          }
        };
        XMLNode2.prototype.insertAfter = function(name, attributes, text2) {
          var child, i, removed;
          if (this.isRoot) {
            throw new Error("Cannot insert elements at root level. " + this.debugInfo(name));
          }
          i = this.parent.children.indexOf(this);
          removed = this.parent.children.splice(i + 1);
          child = this.parent.element(name, attributes, text2);
          Array.prototype.push.apply(this.parent.children, removed);
          return child;
        };
        XMLNode2.prototype.remove = function() {
          var i, ref2;
          if (this.isRoot) {
            throw new Error("Cannot remove the root element. " + this.debugInfo());
          }
          i = this.parent.children.indexOf(this);
          [].splice.apply(this.parent.children, [i, i - i + 1].concat(ref2 = [])), ref2;
          return this.parent;
        };
        XMLNode2.prototype.node = function(name, attributes, text2) {
          var child, ref2;
          if (name != null) {
            name = getValue(name);
          }
          attributes || (attributes = {});
          attributes = getValue(attributes);
          if (!isObject(attributes)) {
            ref2 = [attributes, text2], text2 = ref2[0], attributes = ref2[1];
          }
          child = new XMLElement(this, name, attributes);
          if (text2 != null) {
            child.text(text2);
          }
          this.children.push(child);
          return child;
        };
        XMLNode2.prototype.text = function(value) {
          var child;
          if (isObject(value)) {
            this.element(value);
          }
          child = new XMLText(this, value);
          this.children.push(child);
          return this;
        };
        XMLNode2.prototype.cdata = function(value) {
          var child;
          child = new XMLCData(this, value);
          this.children.push(child);
          return this;
        };
        XMLNode2.prototype.comment = function(value) {
          var child;
          child = new XMLComment(this, value);
          this.children.push(child);
          return this;
        };
        XMLNode2.prototype.commentBefore = function(value) {
          var child, i, removed;
          i = this.parent.children.indexOf(this);
          removed = this.parent.children.splice(i);
          child = this.parent.comment(value);
          Array.prototype.push.apply(this.parent.children, removed);
          return this;
        };
        XMLNode2.prototype.commentAfter = function(value) {
          var child, i, removed;
          i = this.parent.children.indexOf(this);
          removed = this.parent.children.splice(i + 1);
          child = this.parent.comment(value);
          Array.prototype.push.apply(this.parent.children, removed);
          return this;
        };
        XMLNode2.prototype.raw = function(value) {
          var child;
          child = new XMLRaw(this, value);
          this.children.push(child);
          return this;
        };
        XMLNode2.prototype.dummy = function() {
          var child;
          child = new XMLDummy(this);
          return child;
        };
        XMLNode2.prototype.instruction = function(target, value) {
          var insTarget, insValue, instruction, j, len;
          if (target != null) {
            target = getValue(target);
          }
          if (value != null) {
            value = getValue(value);
          }
          if (Array.isArray(target)) {
            for (j = 0, len = target.length; j < len; j++) {
              insTarget = target[j];
              this.instruction(insTarget);
            }
          } else if (isObject(target)) {
            for (insTarget in target) {
              if (!hasProp.call(target, insTarget)) continue;
              insValue = target[insTarget];
              this.instruction(insTarget, insValue);
            }
          } else {
            if (isFunction(value)) {
              value = value.apply();
            }
            instruction = new XMLProcessingInstruction(this, target, value);
            this.children.push(instruction);
          }
          return this;
        };
        XMLNode2.prototype.instructionBefore = function(target, value) {
          var child, i, removed;
          i = this.parent.children.indexOf(this);
          removed = this.parent.children.splice(i);
          child = this.parent.instruction(target, value);
          Array.prototype.push.apply(this.parent.children, removed);
          return this;
        };
        XMLNode2.prototype.instructionAfter = function(target, value) {
          var child, i, removed;
          i = this.parent.children.indexOf(this);
          removed = this.parent.children.splice(i + 1);
          child = this.parent.instruction(target, value);
          Array.prototype.push.apply(this.parent.children, removed);
          return this;
        };
        XMLNode2.prototype.declaration = function(version, encoding, standalone) {
          var doc, xmldec;
          doc = this.document();
          xmldec = new XMLDeclaration(doc, version, encoding, standalone);
          if (doc.children.length === 0) {
            doc.children.unshift(xmldec);
          } else if (doc.children[0].type === NodeType.Declaration) {
            doc.children[0] = xmldec;
          } else {
            doc.children.unshift(xmldec);
          }
          return doc.root() || doc;
        };
        XMLNode2.prototype.dtd = function(pubID, sysID) {
          var child, doc, doctype, i, j, k, len, len1, ref2, ref3;
          doc = this.document();
          doctype = new XMLDocType(doc, pubID, sysID);
          ref2 = doc.children;
          for (i = j = 0, len = ref2.length; j < len; i = ++j) {
            child = ref2[i];
            if (child.type === NodeType.DocType) {
              doc.children[i] = doctype;
              return doctype;
            }
          }
          ref3 = doc.children;
          for (i = k = 0, len1 = ref3.length; k < len1; i = ++k) {
            child = ref3[i];
            if (child.isRoot) {
              doc.children.splice(i, 0, doctype);
              return doctype;
            }
          }
          doc.children.push(doctype);
          return doctype;
        };
        XMLNode2.prototype.up = function() {
          if (this.isRoot) {
            throw new Error("The root node has no parent. Use doc() if you need to get the document object.");
          }
          return this.parent;
        };
        XMLNode2.prototype.root = function() {
          var node;
          node = this;
          while (node) {
            if (node.type === NodeType.Document) {
              return node.rootObject;
            } else if (node.isRoot) {
              return node;
            } else {
              node = node.parent;
            }
          }
        };
        XMLNode2.prototype.document = function() {
          var node;
          node = this;
          while (node) {
            if (node.type === NodeType.Document) {
              return node;
            } else {
              node = node.parent;
            }
          }
        };
        XMLNode2.prototype.end = function(options) {
          return this.document().end(options);
        };
        XMLNode2.prototype.prev = function() {
          var i;
          i = this.parent.children.indexOf(this);
          if (i < 1) {
            throw new Error("Already at the first node. " + this.debugInfo());
          }
          return this.parent.children[i - 1];
        };
        XMLNode2.prototype.next = function() {
          var i;
          i = this.parent.children.indexOf(this);
          if (i === -1 || i === this.parent.children.length - 1) {
            throw new Error("Already at the last node. " + this.debugInfo());
          }
          return this.parent.children[i + 1];
        };
        XMLNode2.prototype.importDocument = function(doc) {
          var clonedRoot;
          clonedRoot = doc.root().clone();
          clonedRoot.parent = this;
          clonedRoot.isRoot = false;
          this.children.push(clonedRoot);
          return this;
        };
        XMLNode2.prototype.debugInfo = function(name) {
          var ref2, ref3;
          name = name || this.name;
          if (name == null && !((ref2 = this.parent) != null ? ref2.name : void 0)) {
            return "";
          } else if (name == null) {
            return "parent: <" + this.parent.name + ">";
          } else if (!((ref3 = this.parent) != null ? ref3.name : void 0)) {
            return "node: <" + name + ">";
          } else {
            return "node: <" + name + ">, parent: <" + this.parent.name + ">";
          }
        };
        XMLNode2.prototype.ele = function(name, attributes, text2) {
          return this.element(name, attributes, text2);
        };
        XMLNode2.prototype.nod = function(name, attributes, text2) {
          return this.node(name, attributes, text2);
        };
        XMLNode2.prototype.txt = function(value) {
          return this.text(value);
        };
        XMLNode2.prototype.dat = function(value) {
          return this.cdata(value);
        };
        XMLNode2.prototype.com = function(value) {
          return this.comment(value);
        };
        XMLNode2.prototype.ins = function(target, value) {
          return this.instruction(target, value);
        };
        XMLNode2.prototype.doc = function() {
          return this.document();
        };
        XMLNode2.prototype.dec = function(version, encoding, standalone) {
          return this.declaration(version, encoding, standalone);
        };
        XMLNode2.prototype.e = function(name, attributes, text2) {
          return this.element(name, attributes, text2);
        };
        XMLNode2.prototype.n = function(name, attributes, text2) {
          return this.node(name, attributes, text2);
        };
        XMLNode2.prototype.t = function(value) {
          return this.text(value);
        };
        XMLNode2.prototype.d = function(value) {
          return this.cdata(value);
        };
        XMLNode2.prototype.c = function(value) {
          return this.comment(value);
        };
        XMLNode2.prototype.r = function(value) {
          return this.raw(value);
        };
        XMLNode2.prototype.i = function(target, value) {
          return this.instruction(target, value);
        };
        XMLNode2.prototype.u = function() {
          return this.up();
        };
        XMLNode2.prototype.importXMLBuilder = function(doc) {
          return this.importDocument(doc);
        };
        XMLNode2.prototype.replaceChild = function(newChild, oldChild) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.removeChild = function(oldChild) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.appendChild = function(newChild) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.hasChildNodes = function() {
          return this.children.length !== 0;
        };
        XMLNode2.prototype.cloneNode = function(deep) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.normalize = function() {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.isSupported = function(feature, version) {
          return true;
        };
        XMLNode2.prototype.hasAttributes = function() {
          return this.attribs.length !== 0;
        };
        XMLNode2.prototype.compareDocumentPosition = function(other) {
          var ref, res;
          ref = this;
          if (ref === other) {
            return 0;
          } else if (this.document() !== other.document()) {
            res = DocumentPosition.Disconnected | DocumentPosition.ImplementationSpecific;
            if (Math.random() < 0.5) {
              res |= DocumentPosition.Preceding;
            } else {
              res |= DocumentPosition.Following;
            }
            return res;
          } else if (ref.isAncestor(other)) {
            return DocumentPosition.Contains | DocumentPosition.Preceding;
          } else if (ref.isDescendant(other)) {
            return DocumentPosition.Contains | DocumentPosition.Following;
          } else if (ref.isPreceding(other)) {
            return DocumentPosition.Preceding;
          } else {
            return DocumentPosition.Following;
          }
        };
        XMLNode2.prototype.isSameNode = function(other) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.lookupPrefix = function(namespaceURI) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.isDefaultNamespace = function(namespaceURI) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.lookupNamespaceURI = function(prefix) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.isEqualNode = function(node) {
          var i, j, ref2;
          if (node.nodeType !== this.nodeType) {
            return false;
          }
          if (node.children.length !== this.children.length) {
            return false;
          }
          for (i = j = 0, ref2 = this.children.length - 1; 0 <= ref2 ? j <= ref2 : j >= ref2; i = 0 <= ref2 ? ++j : --j) {
            if (!this.children[i].isEqualNode(node.children[i])) {
              return false;
            }
          }
          return true;
        };
        XMLNode2.prototype.getFeature = function(feature, version) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.setUserData = function(key, data, handler) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.getUserData = function(key) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLNode2.prototype.contains = function(other) {
          if (!other) {
            return false;
          }
          return other === this || this.isDescendant(other);
        };
        XMLNode2.prototype.isDescendant = function(node) {
          var child, isDescendantChild, j, len, ref2;
          ref2 = this.children;
          for (j = 0, len = ref2.length; j < len; j++) {
            child = ref2[j];
            if (node === child) {
              return true;
            }
            isDescendantChild = child.isDescendant(node);
            if (isDescendantChild) {
              return true;
            }
          }
          return false;
        };
        XMLNode2.prototype.isAncestor = function(node) {
          return node.isDescendant(this);
        };
        XMLNode2.prototype.isPreceding = function(node) {
          var nodePos, thisPos;
          nodePos = this.treePosition(node);
          thisPos = this.treePosition(this);
          if (nodePos === -1 || thisPos === -1) {
            return false;
          } else {
            return nodePos < thisPos;
          }
        };
        XMLNode2.prototype.isFollowing = function(node) {
          var nodePos, thisPos;
          nodePos = this.treePosition(node);
          thisPos = this.treePosition(this);
          if (nodePos === -1 || thisPos === -1) {
            return false;
          } else {
            return nodePos > thisPos;
          }
        };
        XMLNode2.prototype.treePosition = function(node) {
          var found, pos;
          pos = 0;
          found = false;
          this.foreachTreeNode(this.document(), function(childNode) {
            pos++;
            if (!found && childNode === node) {
              return found = true;
            }
          });
          if (found) {
            return pos;
          } else {
            return -1;
          }
        };
        XMLNode2.prototype.foreachTreeNode = function(node, func) {
          var child, j, len, ref2, res;
          node || (node = this.document());
          ref2 = node.children;
          for (j = 0, len = ref2.length; j < len; j++) {
            child = ref2[j];
            if (res = func(child)) {
              return res;
            } else {
              res = this.foreachTreeNode(child, func);
              if (res) {
                return res;
              }
            }
          }
        };
        return XMLNode2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLStringifier.js
var require_XMLStringifier = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLStringifier.js"(exports, module) {
    (function() {
      var XMLStringifier, bind = function(fn, me) {
        return function() {
          return fn.apply(me, arguments);
        };
      }, hasProp = {}.hasOwnProperty;
      module.exports = XMLStringifier = (function() {
        function XMLStringifier2(options) {
          this.assertLegalName = bind(this.assertLegalName, this);
          this.assertLegalChar = bind(this.assertLegalChar, this);
          var key, ref, value;
          options || (options = {});
          this.options = options;
          if (!this.options.version) {
            this.options.version = "1.0";
          }
          ref = options.stringify || {};
          for (key in ref) {
            if (!hasProp.call(ref, key)) continue;
            value = ref[key];
            this[key] = value;
          }
        }
        XMLStringifier2.prototype.name = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalName("" + val || "");
        };
        XMLStringifier2.prototype.text = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar(this.textEscape("" + val || ""));
        };
        XMLStringifier2.prototype.cdata = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          val = "" + val || "";
          val = val.replace("]]>", "]]]]><![CDATA[>");
          return this.assertLegalChar(val);
        };
        XMLStringifier2.prototype.comment = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          val = "" + val || "";
          if (val.match(/--/)) {
            throw new Error("Comment text cannot contain double-hypen: " + val);
          }
          return this.assertLegalChar(val);
        };
        XMLStringifier2.prototype.raw = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return "" + val || "";
        };
        XMLStringifier2.prototype.attValue = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar(this.attEscape(val = "" + val || ""));
        };
        XMLStringifier2.prototype.insTarget = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar("" + val || "");
        };
        XMLStringifier2.prototype.insValue = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          val = "" + val || "";
          if (val.match(/\?>/)) {
            throw new Error("Invalid processing instruction value: " + val);
          }
          return this.assertLegalChar(val);
        };
        XMLStringifier2.prototype.xmlVersion = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          val = "" + val || "";
          if (!val.match(/1\.[0-9]+/)) {
            throw new Error("Invalid version number: " + val);
          }
          return val;
        };
        XMLStringifier2.prototype.xmlEncoding = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          val = "" + val || "";
          if (!val.match(/^[A-Za-z](?:[A-Za-z0-9._-])*$/)) {
            throw new Error("Invalid encoding: " + val);
          }
          return this.assertLegalChar(val);
        };
        XMLStringifier2.prototype.xmlStandalone = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          if (val) {
            return "yes";
          } else {
            return "no";
          }
        };
        XMLStringifier2.prototype.dtdPubID = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar("" + val || "");
        };
        XMLStringifier2.prototype.dtdSysID = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar("" + val || "");
        };
        XMLStringifier2.prototype.dtdElementValue = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar("" + val || "");
        };
        XMLStringifier2.prototype.dtdAttType = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar("" + val || "");
        };
        XMLStringifier2.prototype.dtdAttDefault = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar("" + val || "");
        };
        XMLStringifier2.prototype.dtdEntityValue = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar("" + val || "");
        };
        XMLStringifier2.prototype.dtdNData = function(val) {
          if (this.options.noValidation) {
            return val;
          }
          return this.assertLegalChar("" + val || "");
        };
        XMLStringifier2.prototype.convertAttKey = "@";
        XMLStringifier2.prototype.convertPIKey = "?";
        XMLStringifier2.prototype.convertTextKey = "#text";
        XMLStringifier2.prototype.convertCDataKey = "#cdata";
        XMLStringifier2.prototype.convertCommentKey = "#comment";
        XMLStringifier2.prototype.convertRawKey = "#raw";
        XMLStringifier2.prototype.assertLegalChar = function(str) {
          var regex, res;
          if (this.options.noValidation) {
            return str;
          }
          regex = "";
          if (this.options.version === "1.0") {
            regex = /[\0-\x08\x0B\f\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF]/;
            if (res = str.match(regex)) {
              throw new Error("Invalid character in string: " + str + " at index " + res.index);
            }
          } else if (this.options.version === "1.1") {
            regex = /[\0\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF]/;
            if (res = str.match(regex)) {
              throw new Error("Invalid character in string: " + str + " at index " + res.index);
            }
          }
          return str;
        };
        XMLStringifier2.prototype.assertLegalName = function(str) {
          var regex;
          if (this.options.noValidation) {
            return str;
          }
          this.assertLegalChar(str);
          regex = /^([:A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD]|[\uD800-\uDB7F][\uDC00-\uDFFF])([\x2D\.0-:A-Z_a-z\xB7\xC0-\xD6\xD8-\xF6\xF8-\u037D\u037F-\u1FFF\u200C\u200D\u203F\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD]|[\uD800-\uDB7F][\uDC00-\uDFFF])*$/;
          if (!str.match(regex)) {
            throw new Error("Invalid character in name");
          }
          return str;
        };
        XMLStringifier2.prototype.textEscape = function(str) {
          var ampregex;
          if (this.options.noValidation) {
            return str;
          }
          ampregex = this.options.noDoubleEncoding ? /(?!&\S+;)&/g : /&/g;
          return str.replace(ampregex, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\r/g, "&#xD;");
        };
        XMLStringifier2.prototype.attEscape = function(str) {
          var ampregex;
          if (this.options.noValidation) {
            return str;
          }
          ampregex = this.options.noDoubleEncoding ? /(?!&\S+;)&/g : /&/g;
          return str.replace(ampregex, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;").replace(/\t/g, "&#x9;").replace(/\n/g, "&#xA;").replace(/\r/g, "&#xD;");
        };
        return XMLStringifier2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/WriterState.js
var require_WriterState = __commonJS({
  "../../node_modules/xmlbuilder/lib/WriterState.js"(exports, module) {
    (function() {
      module.exports = {
        None: 0,
        OpenTag: 1,
        InsideTag: 2,
        CloseTag: 3
      };
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLWriterBase.js
var require_XMLWriterBase = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLWriterBase.js"(exports, module) {
    (function() {
      var NodeType, WriterState, XMLCData, XMLComment, XMLDTDAttList, XMLDTDElement, XMLDTDEntity, XMLDTDNotation, XMLDeclaration, XMLDocType, XMLDummy, XMLElement, XMLProcessingInstruction, XMLRaw, XMLText, XMLWriterBase, assign, hasProp = {}.hasOwnProperty;
      assign = require_Utility().assign;
      NodeType = require_NodeType();
      XMLDeclaration = require_XMLDeclaration();
      XMLDocType = require_XMLDocType();
      XMLCData = require_XMLCData();
      XMLComment = require_XMLComment();
      XMLElement = require_XMLElement();
      XMLRaw = require_XMLRaw();
      XMLText = require_XMLText();
      XMLProcessingInstruction = require_XMLProcessingInstruction();
      XMLDummy = require_XMLDummy();
      XMLDTDAttList = require_XMLDTDAttList();
      XMLDTDElement = require_XMLDTDElement();
      XMLDTDEntity = require_XMLDTDEntity();
      XMLDTDNotation = require_XMLDTDNotation();
      WriterState = require_WriterState();
      module.exports = XMLWriterBase = (function() {
        function XMLWriterBase2(options) {
          var key, ref, value;
          options || (options = {});
          this.options = options;
          ref = options.writer || {};
          for (key in ref) {
            if (!hasProp.call(ref, key)) continue;
            value = ref[key];
            this["_" + key] = this[key];
            this[key] = value;
          }
        }
        XMLWriterBase2.prototype.filterOptions = function(options) {
          var filteredOptions, ref, ref1, ref2, ref3, ref4, ref5, ref6;
          options || (options = {});
          options = assign({}, this.options, options);
          filteredOptions = {
            writer: this
          };
          filteredOptions.pretty = options.pretty || false;
          filteredOptions.allowEmpty = options.allowEmpty || false;
          filteredOptions.indent = (ref = options.indent) != null ? ref : "  ";
          filteredOptions.newline = (ref1 = options.newline) != null ? ref1 : "\n";
          filteredOptions.offset = (ref2 = options.offset) != null ? ref2 : 0;
          filteredOptions.dontPrettyTextNodes = (ref3 = (ref4 = options.dontPrettyTextNodes) != null ? ref4 : options.dontprettytextnodes) != null ? ref3 : 0;
          filteredOptions.spaceBeforeSlash = (ref5 = (ref6 = options.spaceBeforeSlash) != null ? ref6 : options.spacebeforeslash) != null ? ref5 : "";
          if (filteredOptions.spaceBeforeSlash === true) {
            filteredOptions.spaceBeforeSlash = " ";
          }
          filteredOptions.suppressPrettyCount = 0;
          filteredOptions.user = {};
          filteredOptions.state = WriterState.None;
          return filteredOptions;
        };
        XMLWriterBase2.prototype.indent = function(node, options, level) {
          var indentLevel;
          if (!options.pretty || options.suppressPrettyCount) {
            return "";
          } else if (options.pretty) {
            indentLevel = (level || 0) + options.offset + 1;
            if (indentLevel > 0) {
              return new Array(indentLevel).join(options.indent);
            }
          }
          return "";
        };
        XMLWriterBase2.prototype.endline = function(node, options, level) {
          if (!options.pretty || options.suppressPrettyCount) {
            return "";
          } else {
            return options.newline;
          }
        };
        XMLWriterBase2.prototype.attribute = function(att, options, level) {
          var r;
          this.openAttribute(att, options, level);
          r = " " + att.name + '="' + att.value + '"';
          this.closeAttribute(att, options, level);
          return r;
        };
        XMLWriterBase2.prototype.cdata = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level) + "<![CDATA[";
          options.state = WriterState.InsideTag;
          r += node.value;
          options.state = WriterState.CloseTag;
          r += "]]>" + this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.comment = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level) + "<!-- ";
          options.state = WriterState.InsideTag;
          r += node.value;
          options.state = WriterState.CloseTag;
          r += " -->" + this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.declaration = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level) + "<?xml";
          options.state = WriterState.InsideTag;
          r += ' version="' + node.version + '"';
          if (node.encoding != null) {
            r += ' encoding="' + node.encoding + '"';
          }
          if (node.standalone != null) {
            r += ' standalone="' + node.standalone + '"';
          }
          options.state = WriterState.CloseTag;
          r += options.spaceBeforeSlash + "?>";
          r += this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.docType = function(node, options, level) {
          var child, i, len, r, ref;
          level || (level = 0);
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level);
          r += "<!DOCTYPE " + node.root().name;
          if (node.pubID && node.sysID) {
            r += ' PUBLIC "' + node.pubID + '" "' + node.sysID + '"';
          } else if (node.sysID) {
            r += ' SYSTEM "' + node.sysID + '"';
          }
          if (node.children.length > 0) {
            r += " [";
            r += this.endline(node, options, level);
            options.state = WriterState.InsideTag;
            ref = node.children;
            for (i = 0, len = ref.length; i < len; i++) {
              child = ref[i];
              r += this.writeChildNode(child, options, level + 1);
            }
            options.state = WriterState.CloseTag;
            r += "]";
          }
          options.state = WriterState.CloseTag;
          r += options.spaceBeforeSlash + ">";
          r += this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.element = function(node, options, level) {
          var att, child, childNodeCount, firstChildNode, i, j, len, len1, name, prettySuppressed, r, ref, ref1, ref2;
          level || (level = 0);
          prettySuppressed = false;
          r = "";
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r += this.indent(node, options, level) + "<" + node.name;
          ref = node.attribs;
          for (name in ref) {
            if (!hasProp.call(ref, name)) continue;
            att = ref[name];
            r += this.attribute(att, options, level);
          }
          childNodeCount = node.children.length;
          firstChildNode = childNodeCount === 0 ? null : node.children[0];
          if (childNodeCount === 0 || node.children.every(function(e) {
            return (e.type === NodeType.Text || e.type === NodeType.Raw) && e.value === "";
          })) {
            if (options.allowEmpty) {
              r += ">";
              options.state = WriterState.CloseTag;
              r += "</" + node.name + ">" + this.endline(node, options, level);
            } else {
              options.state = WriterState.CloseTag;
              r += options.spaceBeforeSlash + "/>" + this.endline(node, options, level);
            }
          } else if (options.pretty && childNodeCount === 1 && (firstChildNode.type === NodeType.Text || firstChildNode.type === NodeType.Raw) && firstChildNode.value != null) {
            r += ">";
            options.state = WriterState.InsideTag;
            options.suppressPrettyCount++;
            prettySuppressed = true;
            r += this.writeChildNode(firstChildNode, options, level + 1);
            options.suppressPrettyCount--;
            prettySuppressed = false;
            options.state = WriterState.CloseTag;
            r += "</" + node.name + ">" + this.endline(node, options, level);
          } else {
            if (options.dontPrettyTextNodes) {
              ref1 = node.children;
              for (i = 0, len = ref1.length; i < len; i++) {
                child = ref1[i];
                if ((child.type === NodeType.Text || child.type === NodeType.Raw) && child.value != null) {
                  options.suppressPrettyCount++;
                  prettySuppressed = true;
                  break;
                }
              }
            }
            r += ">" + this.endline(node, options, level);
            options.state = WriterState.InsideTag;
            ref2 = node.children;
            for (j = 0, len1 = ref2.length; j < len1; j++) {
              child = ref2[j];
              r += this.writeChildNode(child, options, level + 1);
            }
            options.state = WriterState.CloseTag;
            r += this.indent(node, options, level) + "</" + node.name + ">";
            if (prettySuppressed) {
              options.suppressPrettyCount--;
            }
            r += this.endline(node, options, level);
            options.state = WriterState.None;
          }
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.writeChildNode = function(node, options, level) {
          switch (node.type) {
            case NodeType.CData:
              return this.cdata(node, options, level);
            case NodeType.Comment:
              return this.comment(node, options, level);
            case NodeType.Element:
              return this.element(node, options, level);
            case NodeType.Raw:
              return this.raw(node, options, level);
            case NodeType.Text:
              return this.text(node, options, level);
            case NodeType.ProcessingInstruction:
              return this.processingInstruction(node, options, level);
            case NodeType.Dummy:
              return "";
            case NodeType.Declaration:
              return this.declaration(node, options, level);
            case NodeType.DocType:
              return this.docType(node, options, level);
            case NodeType.AttributeDeclaration:
              return this.dtdAttList(node, options, level);
            case NodeType.ElementDeclaration:
              return this.dtdElement(node, options, level);
            case NodeType.EntityDeclaration:
              return this.dtdEntity(node, options, level);
            case NodeType.NotationDeclaration:
              return this.dtdNotation(node, options, level);
            default:
              throw new Error("Unknown XML node type: " + node.constructor.name);
          }
        };
        XMLWriterBase2.prototype.processingInstruction = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level) + "<?";
          options.state = WriterState.InsideTag;
          r += node.target;
          if (node.value) {
            r += " " + node.value;
          }
          options.state = WriterState.CloseTag;
          r += options.spaceBeforeSlash + "?>";
          r += this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.raw = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level);
          options.state = WriterState.InsideTag;
          r += node.value;
          options.state = WriterState.CloseTag;
          r += this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.text = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level);
          options.state = WriterState.InsideTag;
          r += node.value;
          options.state = WriterState.CloseTag;
          r += this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.dtdAttList = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level) + "<!ATTLIST";
          options.state = WriterState.InsideTag;
          r += " " + node.elementName + " " + node.attributeName + " " + node.attributeType;
          if (node.defaultValueType !== "#DEFAULT") {
            r += " " + node.defaultValueType;
          }
          if (node.defaultValue) {
            r += ' "' + node.defaultValue + '"';
          }
          options.state = WriterState.CloseTag;
          r += options.spaceBeforeSlash + ">" + this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.dtdElement = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level) + "<!ELEMENT";
          options.state = WriterState.InsideTag;
          r += " " + node.name + " " + node.value;
          options.state = WriterState.CloseTag;
          r += options.spaceBeforeSlash + ">" + this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.dtdEntity = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level) + "<!ENTITY";
          options.state = WriterState.InsideTag;
          if (node.pe) {
            r += " %";
          }
          r += " " + node.name;
          if (node.value) {
            r += ' "' + node.value + '"';
          } else {
            if (node.pubID && node.sysID) {
              r += ' PUBLIC "' + node.pubID + '" "' + node.sysID + '"';
            } else if (node.sysID) {
              r += ' SYSTEM "' + node.sysID + '"';
            }
            if (node.nData) {
              r += " NDATA " + node.nData;
            }
          }
          options.state = WriterState.CloseTag;
          r += options.spaceBeforeSlash + ">" + this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.dtdNotation = function(node, options, level) {
          var r;
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          r = this.indent(node, options, level) + "<!NOTATION";
          options.state = WriterState.InsideTag;
          r += " " + node.name;
          if (node.pubID && node.sysID) {
            r += ' PUBLIC "' + node.pubID + '" "' + node.sysID + '"';
          } else if (node.pubID) {
            r += ' PUBLIC "' + node.pubID + '"';
          } else if (node.sysID) {
            r += ' SYSTEM "' + node.sysID + '"';
          }
          options.state = WriterState.CloseTag;
          r += options.spaceBeforeSlash + ">" + this.endline(node, options, level);
          options.state = WriterState.None;
          this.closeNode(node, options, level);
          return r;
        };
        XMLWriterBase2.prototype.openNode = function(node, options, level) {
        };
        XMLWriterBase2.prototype.closeNode = function(node, options, level) {
        };
        XMLWriterBase2.prototype.openAttribute = function(att, options, level) {
        };
        XMLWriterBase2.prototype.closeAttribute = function(att, options, level) {
        };
        return XMLWriterBase2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLStringWriter.js
var require_XMLStringWriter = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLStringWriter.js"(exports, module) {
    (function() {
      var XMLStringWriter, XMLWriterBase, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      XMLWriterBase = require_XMLWriterBase();
      module.exports = XMLStringWriter = (function(superClass) {
        extend(XMLStringWriter2, superClass);
        function XMLStringWriter2(options) {
          XMLStringWriter2.__super__.constructor.call(this, options);
        }
        XMLStringWriter2.prototype.document = function(doc, options) {
          var child, i, len, r, ref;
          options = this.filterOptions(options);
          r = "";
          ref = doc.children;
          for (i = 0, len = ref.length; i < len; i++) {
            child = ref[i];
            r += this.writeChildNode(child, options, 0);
          }
          if (options.pretty && r.slice(-options.newline.length) === options.newline) {
            r = r.slice(0, -options.newline.length);
          }
          return r;
        };
        return XMLStringWriter2;
      })(XMLWriterBase);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDocument.js
var require_XMLDocument = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDocument.js"(exports, module) {
    (function() {
      var NodeType, XMLDOMConfiguration, XMLDOMImplementation, XMLDocument, XMLNode, XMLStringWriter, XMLStringifier, isPlainObject, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      isPlainObject = require_Utility().isPlainObject;
      XMLDOMImplementation = require_XMLDOMImplementation();
      XMLDOMConfiguration = require_XMLDOMConfiguration();
      XMLNode = require_XMLNode();
      NodeType = require_NodeType();
      XMLStringifier = require_XMLStringifier();
      XMLStringWriter = require_XMLStringWriter();
      module.exports = XMLDocument = (function(superClass) {
        extend(XMLDocument2, superClass);
        function XMLDocument2(options) {
          XMLDocument2.__super__.constructor.call(this, null);
          this.name = "#document";
          this.type = NodeType.Document;
          this.documentURI = null;
          this.domConfig = new XMLDOMConfiguration();
          options || (options = {});
          if (!options.writer) {
            options.writer = new XMLStringWriter();
          }
          this.options = options;
          this.stringify = new XMLStringifier(options);
        }
        Object.defineProperty(XMLDocument2.prototype, "implementation", {
          value: new XMLDOMImplementation()
        });
        Object.defineProperty(XMLDocument2.prototype, "doctype", {
          get: function() {
            var child, i, len, ref;
            ref = this.children;
            for (i = 0, len = ref.length; i < len; i++) {
              child = ref[i];
              if (child.type === NodeType.DocType) {
                return child;
              }
            }
            return null;
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "documentElement", {
          get: function() {
            return this.rootObject || null;
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "inputEncoding", {
          get: function() {
            return null;
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "strictErrorChecking", {
          get: function() {
            return false;
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "xmlEncoding", {
          get: function() {
            if (this.children.length !== 0 && this.children[0].type === NodeType.Declaration) {
              return this.children[0].encoding;
            } else {
              return null;
            }
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "xmlStandalone", {
          get: function() {
            if (this.children.length !== 0 && this.children[0].type === NodeType.Declaration) {
              return this.children[0].standalone === "yes";
            } else {
              return false;
            }
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "xmlVersion", {
          get: function() {
            if (this.children.length !== 0 && this.children[0].type === NodeType.Declaration) {
              return this.children[0].version;
            } else {
              return "1.0";
            }
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "URL", {
          get: function() {
            return this.documentURI;
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "origin", {
          get: function() {
            return null;
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "compatMode", {
          get: function() {
            return null;
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "characterSet", {
          get: function() {
            return null;
          }
        });
        Object.defineProperty(XMLDocument2.prototype, "contentType", {
          get: function() {
            return null;
          }
        });
        XMLDocument2.prototype.end = function(writer) {
          var writerOptions;
          writerOptions = {};
          if (!writer) {
            writer = this.options.writer;
          } else if (isPlainObject(writer)) {
            writerOptions = writer;
            writer = this.options.writer;
          }
          return writer.document(this, writer.filterOptions(writerOptions));
        };
        XMLDocument2.prototype.toString = function(options) {
          return this.options.writer.document(this, this.options.writer.filterOptions(options));
        };
        XMLDocument2.prototype.createElement = function(tagName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createDocumentFragment = function() {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createTextNode = function(data) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createComment = function(data) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createCDATASection = function(data) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createProcessingInstruction = function(target, data) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createAttribute = function(name) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createEntityReference = function(name) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.getElementsByTagName = function(tagname) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.importNode = function(importedNode, deep) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createElementNS = function(namespaceURI, qualifiedName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createAttributeNS = function(namespaceURI, qualifiedName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.getElementsByTagNameNS = function(namespaceURI, localName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.getElementById = function(elementId) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.adoptNode = function(source) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.normalizeDocument = function() {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.renameNode = function(node, namespaceURI, qualifiedName) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.getElementsByClassName = function(classNames) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createEvent = function(eventInterface) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createRange = function() {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createNodeIterator = function(root, whatToShow, filter) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        XMLDocument2.prototype.createTreeWalker = function(root, whatToShow, filter) {
          throw new Error("This DOM method is not implemented." + this.debugInfo());
        };
        return XMLDocument2;
      })(XMLNode);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLDocumentCB.js
var require_XMLDocumentCB = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLDocumentCB.js"(exports, module) {
    (function() {
      var NodeType, WriterState, XMLAttribute, XMLCData, XMLComment, XMLDTDAttList, XMLDTDElement, XMLDTDEntity, XMLDTDNotation, XMLDeclaration, XMLDocType, XMLDocument, XMLDocumentCB, XMLElement, XMLProcessingInstruction, XMLRaw, XMLStringWriter, XMLStringifier, XMLText, getValue, isFunction, isObject, isPlainObject, ref, hasProp = {}.hasOwnProperty;
      ref = require_Utility(), isObject = ref.isObject, isFunction = ref.isFunction, isPlainObject = ref.isPlainObject, getValue = ref.getValue;
      NodeType = require_NodeType();
      XMLDocument = require_XMLDocument();
      XMLElement = require_XMLElement();
      XMLCData = require_XMLCData();
      XMLComment = require_XMLComment();
      XMLRaw = require_XMLRaw();
      XMLText = require_XMLText();
      XMLProcessingInstruction = require_XMLProcessingInstruction();
      XMLDeclaration = require_XMLDeclaration();
      XMLDocType = require_XMLDocType();
      XMLDTDAttList = require_XMLDTDAttList();
      XMLDTDEntity = require_XMLDTDEntity();
      XMLDTDElement = require_XMLDTDElement();
      XMLDTDNotation = require_XMLDTDNotation();
      XMLAttribute = require_XMLAttribute();
      XMLStringifier = require_XMLStringifier();
      XMLStringWriter = require_XMLStringWriter();
      WriterState = require_WriterState();
      module.exports = XMLDocumentCB = (function() {
        function XMLDocumentCB2(options, onData, onEnd) {
          var writerOptions;
          this.name = "?xml";
          this.type = NodeType.Document;
          options || (options = {});
          writerOptions = {};
          if (!options.writer) {
            options.writer = new XMLStringWriter();
          } else if (isPlainObject(options.writer)) {
            writerOptions = options.writer;
            options.writer = new XMLStringWriter();
          }
          this.options = options;
          this.writer = options.writer;
          this.writerOptions = this.writer.filterOptions(writerOptions);
          this.stringify = new XMLStringifier(options);
          this.onDataCallback = onData || function() {
          };
          this.onEndCallback = onEnd || function() {
          };
          this.currentNode = null;
          this.currentLevel = -1;
          this.openTags = {};
          this.documentStarted = false;
          this.documentCompleted = false;
          this.root = null;
        }
        XMLDocumentCB2.prototype.createChildNode = function(node) {
          var att, attName, attributes, child, i, len, ref1, ref2;
          switch (node.type) {
            case NodeType.CData:
              this.cdata(node.value);
              break;
            case NodeType.Comment:
              this.comment(node.value);
              break;
            case NodeType.Element:
              attributes = {};
              ref1 = node.attribs;
              for (attName in ref1) {
                if (!hasProp.call(ref1, attName)) continue;
                att = ref1[attName];
                attributes[attName] = att.value;
              }
              this.node(node.name, attributes);
              break;
            case NodeType.Dummy:
              this.dummy();
              break;
            case NodeType.Raw:
              this.raw(node.value);
              break;
            case NodeType.Text:
              this.text(node.value);
              break;
            case NodeType.ProcessingInstruction:
              this.instruction(node.target, node.value);
              break;
            default:
              throw new Error("This XML node type is not supported in a JS object: " + node.constructor.name);
          }
          ref2 = node.children;
          for (i = 0, len = ref2.length; i < len; i++) {
            child = ref2[i];
            this.createChildNode(child);
            if (child.type === NodeType.Element) {
              this.up();
            }
          }
          return this;
        };
        XMLDocumentCB2.prototype.dummy = function() {
          return this;
        };
        XMLDocumentCB2.prototype.node = function(name, attributes, text2) {
          var ref1;
          if (name == null) {
            throw new Error("Missing node name.");
          }
          if (this.root && this.currentLevel === -1) {
            throw new Error("Document can only have one root node. " + this.debugInfo(name));
          }
          this.openCurrent();
          name = getValue(name);
          if (attributes == null) {
            attributes = {};
          }
          attributes = getValue(attributes);
          if (!isObject(attributes)) {
            ref1 = [attributes, text2], text2 = ref1[0], attributes = ref1[1];
          }
          this.currentNode = new XMLElement(this, name, attributes);
          this.currentNode.children = false;
          this.currentLevel++;
          this.openTags[this.currentLevel] = this.currentNode;
          if (text2 != null) {
            this.text(text2);
          }
          return this;
        };
        XMLDocumentCB2.prototype.element = function(name, attributes, text2) {
          var child, i, len, oldValidationFlag, ref1, root;
          if (this.currentNode && this.currentNode.type === NodeType.DocType) {
            this.dtdElement.apply(this, arguments);
          } else {
            if (Array.isArray(name) || isObject(name) || isFunction(name)) {
              oldValidationFlag = this.options.noValidation;
              this.options.noValidation = true;
              root = new XMLDocument(this.options).element("TEMP_ROOT");
              root.element(name);
              this.options.noValidation = oldValidationFlag;
              ref1 = root.children;
              for (i = 0, len = ref1.length; i < len; i++) {
                child = ref1[i];
                this.createChildNode(child);
                if (child.type === NodeType.Element) {
                  this.up();
                }
              }
            } else {
              this.node(name, attributes, text2);
            }
          }
          return this;
        };
        XMLDocumentCB2.prototype.attribute = function(name, value) {
          var attName, attValue;
          if (!this.currentNode || this.currentNode.children) {
            throw new Error("att() can only be used immediately after an ele() call in callback mode. " + this.debugInfo(name));
          }
          if (name != null) {
            name = getValue(name);
          }
          if (isObject(name)) {
            for (attName in name) {
              if (!hasProp.call(name, attName)) continue;
              attValue = name[attName];
              this.attribute(attName, attValue);
            }
          } else {
            if (isFunction(value)) {
              value = value.apply();
            }
            if (this.options.keepNullAttributes && value == null) {
              this.currentNode.attribs[name] = new XMLAttribute(this, name, "");
            } else if (value != null) {
              this.currentNode.attribs[name] = new XMLAttribute(this, name, value);
            }
          }
          return this;
        };
        XMLDocumentCB2.prototype.text = function(value) {
          var node;
          this.openCurrent();
          node = new XMLText(this, value);
          this.onData(this.writer.text(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.cdata = function(value) {
          var node;
          this.openCurrent();
          node = new XMLCData(this, value);
          this.onData(this.writer.cdata(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.comment = function(value) {
          var node;
          this.openCurrent();
          node = new XMLComment(this, value);
          this.onData(this.writer.comment(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.raw = function(value) {
          var node;
          this.openCurrent();
          node = new XMLRaw(this, value);
          this.onData(this.writer.raw(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.instruction = function(target, value) {
          var i, insTarget, insValue, len, node;
          this.openCurrent();
          if (target != null) {
            target = getValue(target);
          }
          if (value != null) {
            value = getValue(value);
          }
          if (Array.isArray(target)) {
            for (i = 0, len = target.length; i < len; i++) {
              insTarget = target[i];
              this.instruction(insTarget);
            }
          } else if (isObject(target)) {
            for (insTarget in target) {
              if (!hasProp.call(target, insTarget)) continue;
              insValue = target[insTarget];
              this.instruction(insTarget, insValue);
            }
          } else {
            if (isFunction(value)) {
              value = value.apply();
            }
            node = new XMLProcessingInstruction(this, target, value);
            this.onData(this.writer.processingInstruction(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          }
          return this;
        };
        XMLDocumentCB2.prototype.declaration = function(version, encoding, standalone) {
          var node;
          this.openCurrent();
          if (this.documentStarted) {
            throw new Error("declaration() must be the first node.");
          }
          node = new XMLDeclaration(this, version, encoding, standalone);
          this.onData(this.writer.declaration(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.doctype = function(root, pubID, sysID) {
          this.openCurrent();
          if (root == null) {
            throw new Error("Missing root node name.");
          }
          if (this.root) {
            throw new Error("dtd() must come before the root node.");
          }
          this.currentNode = new XMLDocType(this, pubID, sysID);
          this.currentNode.rootNodeName = root;
          this.currentNode.children = false;
          this.currentLevel++;
          this.openTags[this.currentLevel] = this.currentNode;
          return this;
        };
        XMLDocumentCB2.prototype.dtdElement = function(name, value) {
          var node;
          this.openCurrent();
          node = new XMLDTDElement(this, name, value);
          this.onData(this.writer.dtdElement(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.attList = function(elementName, attributeName, attributeType, defaultValueType, defaultValue) {
          var node;
          this.openCurrent();
          node = new XMLDTDAttList(this, elementName, attributeName, attributeType, defaultValueType, defaultValue);
          this.onData(this.writer.dtdAttList(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.entity = function(name, value) {
          var node;
          this.openCurrent();
          node = new XMLDTDEntity(this, false, name, value);
          this.onData(this.writer.dtdEntity(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.pEntity = function(name, value) {
          var node;
          this.openCurrent();
          node = new XMLDTDEntity(this, true, name, value);
          this.onData(this.writer.dtdEntity(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.notation = function(name, value) {
          var node;
          this.openCurrent();
          node = new XMLDTDNotation(this, name, value);
          this.onData(this.writer.dtdNotation(node, this.writerOptions, this.currentLevel + 1), this.currentLevel + 1);
          return this;
        };
        XMLDocumentCB2.prototype.up = function() {
          if (this.currentLevel < 0) {
            throw new Error("The document node has no parent.");
          }
          if (this.currentNode) {
            if (this.currentNode.children) {
              this.closeNode(this.currentNode);
            } else {
              this.openNode(this.currentNode);
            }
            this.currentNode = null;
          } else {
            this.closeNode(this.openTags[this.currentLevel]);
          }
          delete this.openTags[this.currentLevel];
          this.currentLevel--;
          return this;
        };
        XMLDocumentCB2.prototype.end = function() {
          while (this.currentLevel >= 0) {
            this.up();
          }
          return this.onEnd();
        };
        XMLDocumentCB2.prototype.openCurrent = function() {
          if (this.currentNode) {
            this.currentNode.children = true;
            return this.openNode(this.currentNode);
          }
        };
        XMLDocumentCB2.prototype.openNode = function(node) {
          var att, chunk, name, ref1;
          if (!node.isOpen) {
            if (!this.root && this.currentLevel === 0 && node.type === NodeType.Element) {
              this.root = node;
            }
            chunk = "";
            if (node.type === NodeType.Element) {
              this.writerOptions.state = WriterState.OpenTag;
              chunk = this.writer.indent(node, this.writerOptions, this.currentLevel) + "<" + node.name;
              ref1 = node.attribs;
              for (name in ref1) {
                if (!hasProp.call(ref1, name)) continue;
                att = ref1[name];
                chunk += this.writer.attribute(att, this.writerOptions, this.currentLevel);
              }
              chunk += (node.children ? ">" : "/>") + this.writer.endline(node, this.writerOptions, this.currentLevel);
              this.writerOptions.state = WriterState.InsideTag;
            } else {
              this.writerOptions.state = WriterState.OpenTag;
              chunk = this.writer.indent(node, this.writerOptions, this.currentLevel) + "<!DOCTYPE " + node.rootNodeName;
              if (node.pubID && node.sysID) {
                chunk += ' PUBLIC "' + node.pubID + '" "' + node.sysID + '"';
              } else if (node.sysID) {
                chunk += ' SYSTEM "' + node.sysID + '"';
              }
              if (node.children) {
                chunk += " [";
                this.writerOptions.state = WriterState.InsideTag;
              } else {
                this.writerOptions.state = WriterState.CloseTag;
                chunk += ">";
              }
              chunk += this.writer.endline(node, this.writerOptions, this.currentLevel);
            }
            this.onData(chunk, this.currentLevel);
            return node.isOpen = true;
          }
        };
        XMLDocumentCB2.prototype.closeNode = function(node) {
          var chunk;
          if (!node.isClosed) {
            chunk = "";
            this.writerOptions.state = WriterState.CloseTag;
            if (node.type === NodeType.Element) {
              chunk = this.writer.indent(node, this.writerOptions, this.currentLevel) + "</" + node.name + ">" + this.writer.endline(node, this.writerOptions, this.currentLevel);
            } else {
              chunk = this.writer.indent(node, this.writerOptions, this.currentLevel) + "]>" + this.writer.endline(node, this.writerOptions, this.currentLevel);
            }
            this.writerOptions.state = WriterState.None;
            this.onData(chunk, this.currentLevel);
            return node.isClosed = true;
          }
        };
        XMLDocumentCB2.prototype.onData = function(chunk, level) {
          this.documentStarted = true;
          return this.onDataCallback(chunk, level + 1);
        };
        XMLDocumentCB2.prototype.onEnd = function() {
          this.documentCompleted = true;
          return this.onEndCallback();
        };
        XMLDocumentCB2.prototype.debugInfo = function(name) {
          if (name == null) {
            return "";
          } else {
            return "node: <" + name + ">";
          }
        };
        XMLDocumentCB2.prototype.ele = function() {
          return this.element.apply(this, arguments);
        };
        XMLDocumentCB2.prototype.nod = function(name, attributes, text2) {
          return this.node(name, attributes, text2);
        };
        XMLDocumentCB2.prototype.txt = function(value) {
          return this.text(value);
        };
        XMLDocumentCB2.prototype.dat = function(value) {
          return this.cdata(value);
        };
        XMLDocumentCB2.prototype.com = function(value) {
          return this.comment(value);
        };
        XMLDocumentCB2.prototype.ins = function(target, value) {
          return this.instruction(target, value);
        };
        XMLDocumentCB2.prototype.dec = function(version, encoding, standalone) {
          return this.declaration(version, encoding, standalone);
        };
        XMLDocumentCB2.prototype.dtd = function(root, pubID, sysID) {
          return this.doctype(root, pubID, sysID);
        };
        XMLDocumentCB2.prototype.e = function(name, attributes, text2) {
          return this.element(name, attributes, text2);
        };
        XMLDocumentCB2.prototype.n = function(name, attributes, text2) {
          return this.node(name, attributes, text2);
        };
        XMLDocumentCB2.prototype.t = function(value) {
          return this.text(value);
        };
        XMLDocumentCB2.prototype.d = function(value) {
          return this.cdata(value);
        };
        XMLDocumentCB2.prototype.c = function(value) {
          return this.comment(value);
        };
        XMLDocumentCB2.prototype.r = function(value) {
          return this.raw(value);
        };
        XMLDocumentCB2.prototype.i = function(target, value) {
          return this.instruction(target, value);
        };
        XMLDocumentCB2.prototype.att = function() {
          if (this.currentNode && this.currentNode.type === NodeType.DocType) {
            return this.attList.apply(this, arguments);
          } else {
            return this.attribute.apply(this, arguments);
          }
        };
        XMLDocumentCB2.prototype.a = function() {
          if (this.currentNode && this.currentNode.type === NodeType.DocType) {
            return this.attList.apply(this, arguments);
          } else {
            return this.attribute.apply(this, arguments);
          }
        };
        XMLDocumentCB2.prototype.ent = function(name, value) {
          return this.entity(name, value);
        };
        XMLDocumentCB2.prototype.pent = function(name, value) {
          return this.pEntity(name, value);
        };
        XMLDocumentCB2.prototype.not = function(name, value) {
          return this.notation(name, value);
        };
        return XMLDocumentCB2;
      })();
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/XMLStreamWriter.js
var require_XMLStreamWriter = __commonJS({
  "../../node_modules/xmlbuilder/lib/XMLStreamWriter.js"(exports, module) {
    (function() {
      var NodeType, WriterState, XMLStreamWriter, XMLWriterBase, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      NodeType = require_NodeType();
      XMLWriterBase = require_XMLWriterBase();
      WriterState = require_WriterState();
      module.exports = XMLStreamWriter = (function(superClass) {
        extend(XMLStreamWriter2, superClass);
        function XMLStreamWriter2(stream, options) {
          this.stream = stream;
          XMLStreamWriter2.__super__.constructor.call(this, options);
        }
        XMLStreamWriter2.prototype.endline = function(node, options, level) {
          if (node.isLastRootNode && options.state === WriterState.CloseTag) {
            return "";
          } else {
            return XMLStreamWriter2.__super__.endline.call(this, node, options, level);
          }
        };
        XMLStreamWriter2.prototype.document = function(doc, options) {
          var child, i, j, k, len, len1, ref, ref1, results;
          ref = doc.children;
          for (i = j = 0, len = ref.length; j < len; i = ++j) {
            child = ref[i];
            child.isLastRootNode = i === doc.children.length - 1;
          }
          options = this.filterOptions(options);
          ref1 = doc.children;
          results = [];
          for (k = 0, len1 = ref1.length; k < len1; k++) {
            child = ref1[k];
            results.push(this.writeChildNode(child, options, 0));
          }
          return results;
        };
        XMLStreamWriter2.prototype.attribute = function(att, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.attribute.call(this, att, options, level));
        };
        XMLStreamWriter2.prototype.cdata = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.cdata.call(this, node, options, level));
        };
        XMLStreamWriter2.prototype.comment = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.comment.call(this, node, options, level));
        };
        XMLStreamWriter2.prototype.declaration = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.declaration.call(this, node, options, level));
        };
        XMLStreamWriter2.prototype.docType = function(node, options, level) {
          var child, j, len, ref;
          level || (level = 0);
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          this.stream.write(this.indent(node, options, level));
          this.stream.write("<!DOCTYPE " + node.root().name);
          if (node.pubID && node.sysID) {
            this.stream.write(' PUBLIC "' + node.pubID + '" "' + node.sysID + '"');
          } else if (node.sysID) {
            this.stream.write(' SYSTEM "' + node.sysID + '"');
          }
          if (node.children.length > 0) {
            this.stream.write(" [");
            this.stream.write(this.endline(node, options, level));
            options.state = WriterState.InsideTag;
            ref = node.children;
            for (j = 0, len = ref.length; j < len; j++) {
              child = ref[j];
              this.writeChildNode(child, options, level + 1);
            }
            options.state = WriterState.CloseTag;
            this.stream.write("]");
          }
          options.state = WriterState.CloseTag;
          this.stream.write(options.spaceBeforeSlash + ">");
          this.stream.write(this.endline(node, options, level));
          options.state = WriterState.None;
          return this.closeNode(node, options, level);
        };
        XMLStreamWriter2.prototype.element = function(node, options, level) {
          var att, child, childNodeCount, firstChildNode, j, len, name, prettySuppressed, ref, ref1;
          level || (level = 0);
          this.openNode(node, options, level);
          options.state = WriterState.OpenTag;
          this.stream.write(this.indent(node, options, level) + "<" + node.name);
          ref = node.attribs;
          for (name in ref) {
            if (!hasProp.call(ref, name)) continue;
            att = ref[name];
            this.attribute(att, options, level);
          }
          childNodeCount = node.children.length;
          firstChildNode = childNodeCount === 0 ? null : node.children[0];
          if (childNodeCount === 0 || node.children.every(function(e) {
            return (e.type === NodeType.Text || e.type === NodeType.Raw) && e.value === "";
          })) {
            if (options.allowEmpty) {
              this.stream.write(">");
              options.state = WriterState.CloseTag;
              this.stream.write("</" + node.name + ">");
            } else {
              options.state = WriterState.CloseTag;
              this.stream.write(options.spaceBeforeSlash + "/>");
            }
          } else if (options.pretty && childNodeCount === 1 && (firstChildNode.type === NodeType.Text || firstChildNode.type === NodeType.Raw) && firstChildNode.value != null) {
            this.stream.write(">");
            options.state = WriterState.InsideTag;
            options.suppressPrettyCount++;
            prettySuppressed = true;
            this.writeChildNode(firstChildNode, options, level + 1);
            options.suppressPrettyCount--;
            prettySuppressed = false;
            options.state = WriterState.CloseTag;
            this.stream.write("</" + node.name + ">");
          } else {
            this.stream.write(">" + this.endline(node, options, level));
            options.state = WriterState.InsideTag;
            ref1 = node.children;
            for (j = 0, len = ref1.length; j < len; j++) {
              child = ref1[j];
              this.writeChildNode(child, options, level + 1);
            }
            options.state = WriterState.CloseTag;
            this.stream.write(this.indent(node, options, level) + "</" + node.name + ">");
          }
          this.stream.write(this.endline(node, options, level));
          options.state = WriterState.None;
          return this.closeNode(node, options, level);
        };
        XMLStreamWriter2.prototype.processingInstruction = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.processingInstruction.call(this, node, options, level));
        };
        XMLStreamWriter2.prototype.raw = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.raw.call(this, node, options, level));
        };
        XMLStreamWriter2.prototype.text = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.text.call(this, node, options, level));
        };
        XMLStreamWriter2.prototype.dtdAttList = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.dtdAttList.call(this, node, options, level));
        };
        XMLStreamWriter2.prototype.dtdElement = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.dtdElement.call(this, node, options, level));
        };
        XMLStreamWriter2.prototype.dtdEntity = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.dtdEntity.call(this, node, options, level));
        };
        XMLStreamWriter2.prototype.dtdNotation = function(node, options, level) {
          return this.stream.write(XMLStreamWriter2.__super__.dtdNotation.call(this, node, options, level));
        };
        return XMLStreamWriter2;
      })(XMLWriterBase);
    }).call(exports);
  }
});

// ../../node_modules/xmlbuilder/lib/index.js
var require_lib = __commonJS({
  "../../node_modules/xmlbuilder/lib/index.js"(exports, module) {
    (function() {
      var NodeType, WriterState, XMLDOMImplementation, XMLDocument, XMLDocumentCB, XMLStreamWriter, XMLStringWriter, assign, isFunction, ref;
      ref = require_Utility(), assign = ref.assign, isFunction = ref.isFunction;
      XMLDOMImplementation = require_XMLDOMImplementation();
      XMLDocument = require_XMLDocument();
      XMLDocumentCB = require_XMLDocumentCB();
      XMLStringWriter = require_XMLStringWriter();
      XMLStreamWriter = require_XMLStreamWriter();
      NodeType = require_NodeType();
      WriterState = require_WriterState();
      module.exports.create = function(name, xmldec, doctype, options) {
        var doc, root;
        if (name == null) {
          throw new Error("Root element needs a name.");
        }
        options = assign({}, xmldec, doctype, options);
        doc = new XMLDocument(options);
        root = doc.element(name);
        if (!options.headless) {
          doc.declaration(options);
          if (options.pubID != null || options.sysID != null) {
            doc.dtd(options);
          }
        }
        return root;
      };
      module.exports.begin = function(options, onData, onEnd) {
        var ref1;
        if (isFunction(options)) {
          ref1 = [options, onData], onData = ref1[0], onEnd = ref1[1];
          options = {};
        }
        if (onData) {
          return new XMLDocumentCB(options, onData, onEnd);
        } else {
          return new XMLDocument(options);
        }
      };
      module.exports.stringWriter = function(options) {
        return new XMLStringWriter(options);
      };
      module.exports.streamWriter = function(stream, options) {
        return new XMLStreamWriter(stream, options);
      };
      module.exports.implementation = new XMLDOMImplementation();
      module.exports.nodeType = NodeType;
      module.exports.writerState = WriterState;
    }).call(exports);
  }
});

// ../../node_modules/xml2js/lib/builder.js
var require_builder = __commonJS({
  "../../node_modules/xml2js/lib/builder.js"(exports) {
    (function() {
      "use strict";
      var builder, defaults, escapeCDATA, requiresCDATA, wrapCDATA, hasProp = {}.hasOwnProperty;
      builder = require_lib();
      defaults = require_defaults().defaults;
      requiresCDATA = function(entry) {
        return typeof entry === "string" && (entry.indexOf("&") >= 0 || entry.indexOf(">") >= 0 || entry.indexOf("<") >= 0);
      };
      wrapCDATA = function(entry) {
        return "<![CDATA[" + escapeCDATA(entry) + "]]>";
      };
      escapeCDATA = function(entry) {
        return entry.replace("]]>", "]]]]><![CDATA[>");
      };
      exports.Builder = (function() {
        function Builder(opts) {
          var key, ref, value;
          this.options = {};
          ref = defaults["0.2"];
          for (key in ref) {
            if (!hasProp.call(ref, key)) continue;
            value = ref[key];
            this.options[key] = value;
          }
          for (key in opts) {
            if (!hasProp.call(opts, key)) continue;
            value = opts[key];
            this.options[key] = value;
          }
        }
        Builder.prototype.buildObject = function(rootObj) {
          var attrkey, charkey, render, rootElement, rootName;
          attrkey = this.options.attrkey;
          charkey = this.options.charkey;
          if (Object.keys(rootObj).length === 1 && this.options.rootName === defaults["0.2"].rootName) {
            rootName = Object.keys(rootObj)[0];
            rootObj = rootObj[rootName];
          } else {
            rootName = this.options.rootName;
          }
          render = /* @__PURE__ */ (function(_this) {
            return function(element, obj) {
              var attr, child, entry, index, key, value;
              if (typeof obj !== "object") {
                if (_this.options.cdata && requiresCDATA(obj)) {
                  element.raw(wrapCDATA(obj));
                } else {
                  element.txt(obj);
                }
              } else if (Array.isArray(obj)) {
                for (index in obj) {
                  if (!hasProp.call(obj, index)) continue;
                  child = obj[index];
                  for (key in child) {
                    entry = child[key];
                    element = render(element.ele(key), entry).up();
                  }
                }
              } else {
                for (key in obj) {
                  if (!hasProp.call(obj, key)) continue;
                  child = obj[key];
                  if (key === attrkey) {
                    if (typeof child === "object") {
                      for (attr in child) {
                        value = child[attr];
                        element = element.att(attr, value);
                      }
                    }
                  } else if (key === charkey) {
                    if (_this.options.cdata && requiresCDATA(child)) {
                      element = element.raw(wrapCDATA(child));
                    } else {
                      element = element.txt(child);
                    }
                  } else if (Array.isArray(child)) {
                    for (index in child) {
                      if (!hasProp.call(child, index)) continue;
                      entry = child[index];
                      if (typeof entry === "string") {
                        if (_this.options.cdata && requiresCDATA(entry)) {
                          element = element.ele(key).raw(wrapCDATA(entry)).up();
                        } else {
                          element = element.ele(key, entry).up();
                        }
                      } else {
                        element = render(element.ele(key), entry).up();
                      }
                    }
                  } else if (typeof child === "object") {
                    element = render(element.ele(key), child).up();
                  } else {
                    if (typeof child === "string" && _this.options.cdata && requiresCDATA(child)) {
                      element = element.ele(key).raw(wrapCDATA(child)).up();
                    } else {
                      if (child == null) {
                        child = "";
                      }
                      element = element.ele(key, child.toString()).up();
                    }
                  }
                }
              }
              return element;
            };
          })(this);
          rootElement = builder.create(rootName, this.options.xmldec, this.options.doctype, {
            headless: this.options.headless,
            allowSurrogateChars: this.options.allowSurrogateChars
          });
          return render(rootElement, rootObj).end(this.options.renderOpts);
        };
        return Builder;
      })();
    }).call(exports);
  }
});

// ../../node_modules/sax/lib/sax.js
var require_sax = __commonJS({
  "../../node_modules/sax/lib/sax.js"(exports) {
    (function(sax) {
      sax.parser = function(strict, opt) {
        return new SAXParser(strict, opt);
      };
      sax.SAXParser = SAXParser;
      sax.SAXStream = SAXStream;
      sax.createStream = createStream;
      sax.MAX_BUFFER_LENGTH = 64 * 1024;
      var buffers = [
        "comment",
        "sgmlDecl",
        "textNode",
        "tagName",
        "doctype",
        "procInstName",
        "procInstBody",
        "entity",
        "attribName",
        "attribValue",
        "cdata",
        "script"
      ];
      sax.EVENTS = [
        "text",
        "processinginstruction",
        "sgmldeclaration",
        "doctype",
        "comment",
        "opentagstart",
        "attribute",
        "opentag",
        "closetag",
        "opencdata",
        "cdata",
        "closecdata",
        "error",
        "end",
        "ready",
        "script",
        "opennamespace",
        "closenamespace"
      ];
      function SAXParser(strict, opt) {
        if (!(this instanceof SAXParser)) {
          return new SAXParser(strict, opt);
        }
        var parser = this;
        clearBuffers(parser);
        parser.q = parser.c = "";
        parser.bufferCheckPosition = sax.MAX_BUFFER_LENGTH;
        parser.encoding = null;
        parser.opt = opt || {};
        parser.opt.lowercase = parser.opt.lowercase || parser.opt.lowercasetags;
        parser.looseCase = parser.opt.lowercase ? "toLowerCase" : "toUpperCase";
        parser.opt.maxEntityCount = parser.opt.maxEntityCount || 512;
        parser.opt.maxEntityDepth = parser.opt.maxEntityDepth || 4;
        parser.entityCount = parser.entityDepth = 0;
        parser.tags = [];
        parser.closed = parser.closedRoot = parser.sawRoot = false;
        parser.tag = parser.error = null;
        parser.strict = !!strict;
        parser.noscript = !!(strict || parser.opt.noscript);
        parser.state = S.BEGIN;
        parser.strictEntities = parser.opt.strictEntities;
        parser.ENTITIES = parser.strictEntities ? Object.create(sax.XML_ENTITIES) : Object.create(sax.ENTITIES);
        parser.attribList = [];
        if (parser.opt.xmlns) {
          parser.ns = Object.create(rootNS);
        }
        if (parser.opt.unquotedAttributeValues === void 0) {
          parser.opt.unquotedAttributeValues = !strict;
        }
        parser.trackPosition = parser.opt.position !== false;
        if (parser.trackPosition) {
          parser.position = parser.line = parser.column = 0;
        }
        emit(parser, "onready");
      }
      if (!Object.create) {
        Object.create = function(o) {
          function F() {
          }
          F.prototype = o;
          var newf = new F();
          return newf;
        };
      }
      if (!Object.keys) {
        Object.keys = function(o) {
          var a = [];
          for (var i in o) if (o.hasOwnProperty(i)) a.push(i);
          return a;
        };
      }
      function checkBufferLength(parser) {
        var maxAllowed = Math.max(sax.MAX_BUFFER_LENGTH, 10);
        var maxActual = 0;
        for (var i = 0, l = buffers.length; i < l; i++) {
          var len = parser[buffers[i]].length;
          if (len > maxAllowed) {
            switch (buffers[i]) {
              case "textNode":
                closeText(parser);
                break;
              case "cdata":
                emitNode(parser, "oncdata", parser.cdata);
                parser.cdata = "";
                break;
              case "script":
                emitNode(parser, "onscript", parser.script);
                parser.script = "";
                break;
              default:
                error(parser, "Max buffer length exceeded: " + buffers[i]);
            }
          }
          maxActual = Math.max(maxActual, len);
        }
        var m = sax.MAX_BUFFER_LENGTH - maxActual;
        parser.bufferCheckPosition = m + parser.position;
      }
      function clearBuffers(parser) {
        for (var i = 0, l = buffers.length; i < l; i++) {
          parser[buffers[i]] = "";
        }
      }
      function flushBuffers(parser) {
        closeText(parser);
        if (parser.cdata !== "") {
          emitNode(parser, "oncdata", parser.cdata);
          parser.cdata = "";
        }
        if (parser.script !== "") {
          emitNode(parser, "onscript", parser.script);
          parser.script = "";
        }
      }
      SAXParser.prototype = {
        end: function() {
          end(this);
        },
        write,
        resume: function() {
          this.error = null;
          return this;
        },
        close: function() {
          return this.write(null);
        },
        flush: function() {
          flushBuffers(this);
        }
      };
      var Stream;
      try {
        Stream = __require("stream").Stream;
      } catch (ex) {
        Stream = function() {
        };
      }
      if (!Stream) Stream = function() {
      };
      var streamWraps = sax.EVENTS.filter(function(ev) {
        return ev !== "error" && ev !== "end";
      });
      function createStream(strict, opt) {
        return new SAXStream(strict, opt);
      }
      function determineBufferEncoding(data, isEnd) {
        if (data.length >= 2) {
          if (data[0] === 255 && data[1] === 254) {
            return "utf-16le";
          }
          if (data[0] === 254 && data[1] === 255) {
            return "utf-16be";
          }
        }
        if (data.length >= 3 && data[0] === 239 && data[1] === 187 && data[2] === 191) {
          return "utf8";
        }
        if (data.length >= 4) {
          if (data[0] === 60 && data[1] === 0 && data[2] === 63 && data[3] === 0) {
            return "utf-16le";
          }
          if (data[0] === 0 && data[1] === 60 && data[2] === 0 && data[3] === 63) {
            return "utf-16be";
          }
          return "utf8";
        }
        return isEnd ? "utf8" : null;
      }
      function SAXStream(strict, opt) {
        if (!(this instanceof SAXStream)) {
          return new SAXStream(strict, opt);
        }
        Stream.apply(this);
        this._parser = new SAXParser(strict, opt);
        this.writable = true;
        this.readable = true;
        var me = this;
        this._parser.onend = function() {
          me.emit("end");
        };
        this._parser.onerror = function(er) {
          me.emit("error", er);
          me._parser.error = null;
        };
        this._decoder = null;
        this._decoderBuffer = null;
        streamWraps.forEach(function(ev) {
          Object.defineProperty(me, "on" + ev, {
            get: function() {
              return me._parser["on" + ev];
            },
            set: function(h) {
              if (!h) {
                me.removeAllListeners(ev);
                me._parser["on" + ev] = h;
                return h;
              }
              me.on(ev, h);
            },
            enumerable: true,
            configurable: false
          });
        });
      }
      SAXStream.prototype = Object.create(Stream.prototype, {
        constructor: {
          value: SAXStream
        }
      });
      SAXStream.prototype._decodeBuffer = function(data, isEnd) {
        if (this._decoderBuffer) {
          data = Buffer.concat([this._decoderBuffer, data]);
          this._decoderBuffer = null;
        }
        if (!this._decoder) {
          var encoding = determineBufferEncoding(data, isEnd);
          if (!encoding) {
            this._decoderBuffer = data;
            return "";
          }
          this._parser.encoding = encoding;
          this._decoder = new TextDecoder(encoding);
        }
        return this._decoder.decode(data, { stream: !isEnd });
      };
      SAXStream.prototype.write = function(data) {
        if (typeof Buffer === "function" && typeof Buffer.isBuffer === "function" && Buffer.isBuffer(data)) {
          data = this._decodeBuffer(data, false);
        } else if (this._decoderBuffer) {
          var remaining = this._decodeBuffer(Buffer.alloc(0), true);
          if (remaining) {
            this._parser.write(remaining);
            this.emit("data", remaining);
          }
        }
        this._parser.write(data.toString());
        this.emit("data", data);
        return true;
      };
      SAXStream.prototype.end = function(chunk) {
        if (chunk && chunk.length) {
          this.write(chunk);
        }
        if (this._decoderBuffer) {
          var finalChunk = this._decodeBuffer(Buffer.alloc(0), true);
          if (finalChunk) {
            this._parser.write(finalChunk);
            this.emit("data", finalChunk);
          }
        } else if (this._decoder) {
          var remaining = this._decoder.decode();
          if (remaining) {
            this._parser.write(remaining);
            this.emit("data", remaining);
          }
        }
        this._parser.end();
        return true;
      };
      SAXStream.prototype.on = function(ev, handler) {
        var me = this;
        if (!me._parser["on" + ev] && streamWraps.indexOf(ev) !== -1) {
          me._parser["on" + ev] = function() {
            var args = arguments.length === 1 ? [arguments[0]] : Array.apply(null, arguments);
            args.splice(0, 0, ev);
            me.emit.apply(me, args);
          };
        }
        return Stream.prototype.on.call(me, ev, handler);
      };
      var CDATAre = /^\[CDATA\[$/i;
      var DOCTYPEre = /^DOCTYPE$/i;
      var XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
      var XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";
      var rootNS = { xml: XML_NAMESPACE, xmlns: XMLNS_NAMESPACE };
      var nameStart = /[:_A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD]/;
      var nameBody = /[:_A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u00B7\u0300-\u036F\u203F-\u2040.\d-]/;
      var entityStart = /[#:_A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD]/;
      var entityBody = /[#:_A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u00B7\u0300-\u036F\u203F-\u2040.\d-]/;
      function isWhitespace(c) {
        return c === " " || c === "\n" || c === "\r" || c === "	";
      }
      function isQuote(c) {
        return c === '"' || c === "'";
      }
      function isAttribEnd(c) {
        return c === ">" || isWhitespace(c);
      }
      function isMatch(regex, c) {
        return regex.test(c);
      }
      function notMatch(regex, c) {
        return !isMatch(regex, c);
      }
      var S = 0;
      sax.STATE = {
        BEGIN: S++,
        // leading byte order mark or whitespace
        BEGIN_WHITESPACE: S++,
        // leading whitespace
        TEXT: S++,
        // general stuff
        TEXT_ENTITY: S++,
        // &amp and such.
        OPEN_WAKA: S++,
        // <
        SGML_DECL: S++,
        // <!BLARG
        SGML_DECL_QUOTED: S++,
        // <!BLARG foo "bar
        DOCTYPE: S++,
        // <!DOCTYPE
        DOCTYPE_QUOTED: S++,
        // <!DOCTYPE "//blah
        DOCTYPE_DTD: S++,
        // <!DOCTYPE "//blah" [ ...
        DOCTYPE_DTD_QUOTED: S++,
        // <!DOCTYPE "//blah" [ "foo
        COMMENT_STARTING: S++,
        // <!-
        COMMENT: S++,
        // <!--
        COMMENT_ENDING: S++,
        // <!-- blah -
        COMMENT_ENDED: S++,
        // <!-- blah --
        CDATA: S++,
        // <![CDATA[ something
        CDATA_ENDING: S++,
        // ]
        CDATA_ENDING_2: S++,
        // ]]
        PROC_INST: S++,
        // <?hi
        PROC_INST_BODY: S++,
        // <?hi there
        PROC_INST_ENDING: S++,
        // <?hi "there" ?
        OPEN_TAG: S++,
        // <strong
        OPEN_TAG_SLASH: S++,
        // <strong /
        ATTRIB: S++,
        // <a
        ATTRIB_NAME: S++,
        // <a foo
        ATTRIB_NAME_SAW_WHITE: S++,
        // <a foo _
        ATTRIB_VALUE: S++,
        // <a foo=
        ATTRIB_VALUE_QUOTED: S++,
        // <a foo="bar
        ATTRIB_VALUE_CLOSED: S++,
        // <a foo="bar"
        ATTRIB_VALUE_UNQUOTED: S++,
        // <a foo=bar
        ATTRIB_VALUE_ENTITY_Q: S++,
        // <foo bar="&quot;"
        ATTRIB_VALUE_ENTITY_U: S++,
        // <foo bar=&quot
        CLOSE_TAG: S++,
        // </a
        CLOSE_TAG_SAW_WHITE: S++,
        // </a   >
        SCRIPT: S++,
        // <script> ...
        SCRIPT_ENDING: S++
        // <script> ... <
      };
      sax.XML_ENTITIES = Object.assign(/* @__PURE__ */ Object.create(null), {
        amp: "&",
        gt: ">",
        lt: "<",
        quot: '"',
        apos: "'"
      });
      sax.ENTITIES = Object.assign(/* @__PURE__ */ Object.create(null), {
        amp: "&",
        gt: ">",
        lt: "<",
        quot: '"',
        apos: "'",
        AElig: 198,
        Aacute: 193,
        Acirc: 194,
        Agrave: 192,
        Aring: 197,
        Atilde: 195,
        Auml: 196,
        Ccedil: 199,
        ETH: 208,
        Eacute: 201,
        Ecirc: 202,
        Egrave: 200,
        Euml: 203,
        Iacute: 205,
        Icirc: 206,
        Igrave: 204,
        Iuml: 207,
        Ntilde: 209,
        Oacute: 211,
        Ocirc: 212,
        Ograve: 210,
        Oslash: 216,
        Otilde: 213,
        Ouml: 214,
        THORN: 222,
        Uacute: 218,
        Ucirc: 219,
        Ugrave: 217,
        Uuml: 220,
        Yacute: 221,
        aacute: 225,
        acirc: 226,
        aelig: 230,
        agrave: 224,
        aring: 229,
        atilde: 227,
        auml: 228,
        ccedil: 231,
        eacute: 233,
        ecirc: 234,
        egrave: 232,
        eth: 240,
        euml: 235,
        iacute: 237,
        icirc: 238,
        igrave: 236,
        iuml: 239,
        ntilde: 241,
        oacute: 243,
        ocirc: 244,
        ograve: 242,
        oslash: 248,
        otilde: 245,
        ouml: 246,
        szlig: 223,
        thorn: 254,
        uacute: 250,
        ucirc: 251,
        ugrave: 249,
        uuml: 252,
        yacute: 253,
        yuml: 255,
        copy: 169,
        reg: 174,
        nbsp: 160,
        iexcl: 161,
        cent: 162,
        pound: 163,
        curren: 164,
        yen: 165,
        brvbar: 166,
        sect: 167,
        uml: 168,
        ordf: 170,
        laquo: 171,
        not: 172,
        shy: 173,
        macr: 175,
        deg: 176,
        plusmn: 177,
        sup1: 185,
        sup2: 178,
        sup3: 179,
        acute: 180,
        micro: 181,
        para: 182,
        middot: 183,
        cedil: 184,
        ordm: 186,
        raquo: 187,
        frac14: 188,
        frac12: 189,
        frac34: 190,
        iquest: 191,
        times: 215,
        divide: 247,
        OElig: 338,
        oelig: 339,
        Scaron: 352,
        scaron: 353,
        Yuml: 376,
        fnof: 402,
        circ: 710,
        tilde: 732,
        Alpha: 913,
        Beta: 914,
        Gamma: 915,
        Delta: 916,
        Epsilon: 917,
        Zeta: 918,
        Eta: 919,
        Theta: 920,
        Iota: 921,
        Kappa: 922,
        Lambda: 923,
        Mu: 924,
        Nu: 925,
        Xi: 926,
        Omicron: 927,
        Pi: 928,
        Rho: 929,
        Sigma: 931,
        Tau: 932,
        Upsilon: 933,
        Phi: 934,
        Chi: 935,
        Psi: 936,
        Omega: 937,
        alpha: 945,
        beta: 946,
        gamma: 947,
        delta: 948,
        epsilon: 949,
        zeta: 950,
        eta: 951,
        theta: 952,
        iota: 953,
        kappa: 954,
        lambda: 955,
        mu: 956,
        nu: 957,
        xi: 958,
        omicron: 959,
        pi: 960,
        rho: 961,
        sigmaf: 962,
        sigma: 963,
        tau: 964,
        upsilon: 965,
        phi: 966,
        chi: 967,
        psi: 968,
        omega: 969,
        thetasym: 977,
        upsih: 978,
        piv: 982,
        ensp: 8194,
        emsp: 8195,
        thinsp: 8201,
        zwnj: 8204,
        zwj: 8205,
        lrm: 8206,
        rlm: 8207,
        ndash: 8211,
        mdash: 8212,
        lsquo: 8216,
        rsquo: 8217,
        sbquo: 8218,
        ldquo: 8220,
        rdquo: 8221,
        bdquo: 8222,
        dagger: 8224,
        Dagger: 8225,
        bull: 8226,
        hellip: 8230,
        permil: 8240,
        prime: 8242,
        Prime: 8243,
        lsaquo: 8249,
        rsaquo: 8250,
        oline: 8254,
        frasl: 8260,
        euro: 8364,
        image: 8465,
        weierp: 8472,
        real: 8476,
        trade: 8482,
        alefsym: 8501,
        larr: 8592,
        uarr: 8593,
        rarr: 8594,
        darr: 8595,
        harr: 8596,
        crarr: 8629,
        lArr: 8656,
        uArr: 8657,
        rArr: 8658,
        dArr: 8659,
        hArr: 8660,
        forall: 8704,
        part: 8706,
        exist: 8707,
        empty: 8709,
        nabla: 8711,
        isin: 8712,
        notin: 8713,
        ni: 8715,
        prod: 8719,
        sum: 8721,
        minus: 8722,
        lowast: 8727,
        radic: 8730,
        prop: 8733,
        infin: 8734,
        ang: 8736,
        and: 8743,
        or: 8744,
        cap: 8745,
        cup: 8746,
        int: 8747,
        there4: 8756,
        sim: 8764,
        cong: 8773,
        asymp: 8776,
        ne: 8800,
        equiv: 8801,
        le: 8804,
        ge: 8805,
        sub: 8834,
        sup: 8835,
        nsub: 8836,
        sube: 8838,
        supe: 8839,
        oplus: 8853,
        otimes: 8855,
        perp: 8869,
        sdot: 8901,
        lceil: 8968,
        rceil: 8969,
        lfloor: 8970,
        rfloor: 8971,
        lang: 9001,
        rang: 9002,
        loz: 9674,
        spades: 9824,
        clubs: 9827,
        hearts: 9829,
        diams: 9830
      });
      Object.keys(sax.ENTITIES).forEach(function(key) {
        var e = sax.ENTITIES[key];
        var s2 = typeof e === "number" ? String.fromCharCode(e) : e;
        sax.ENTITIES[key] = s2;
      });
      for (var s in sax.STATE) {
        sax.STATE[sax.STATE[s]] = s;
      }
      S = sax.STATE;
      function emit(parser, event2, data) {
        parser[event2] && parser[event2](data);
      }
      function getDeclaredEncoding(body) {
        var match = body && body.match(/(?:^|\s)encoding\s*=\s*(['"])([^'"]+)\1/i);
        return match ? match[2] : null;
      }
      function normalizeEncodingName(encoding) {
        if (!encoding) {
          return null;
        }
        return encoding.toLowerCase().replace(/[^a-z0-9]/g, "");
      }
      function encodingsMatch(detectedEncoding, declaredEncoding) {
        const detected = normalizeEncodingName(detectedEncoding);
        const declared = normalizeEncodingName(declaredEncoding);
        if (!detected || !declared) {
          return true;
        }
        if (declared === "utf16") {
          return detected === "utf16le" || detected === "utf16be";
        }
        return detected === declared;
      }
      function validateXmlDeclarationEncoding(parser, data) {
        if (!parser.strict || !parser.encoding || !data || data.name !== "xml") {
          return;
        }
        var declaredEncoding = getDeclaredEncoding(data.body);
        if (declaredEncoding && !encodingsMatch(parser.encoding, declaredEncoding)) {
          strictFail(
            parser,
            "XML declaration encoding " + declaredEncoding + " does not match detected stream encoding " + parser.encoding.toUpperCase()
          );
        }
      }
      function emitNode(parser, nodeType, data) {
        if (parser.textNode) closeText(parser);
        emit(parser, nodeType, data);
      }
      function closeText(parser) {
        parser.textNode = textopts(parser.opt, parser.textNode);
        if (parser.textNode) emit(parser, "ontext", parser.textNode);
        parser.textNode = "";
      }
      function textopts(opt, text2) {
        if (opt.trim) text2 = text2.trim();
        if (opt.normalize) text2 = text2.replace(/\s+/g, " ");
        return text2;
      }
      function error(parser, er) {
        closeText(parser);
        if (parser.trackPosition) {
          er += "\nLine: " + parser.line + "\nColumn: " + parser.column + "\nChar: " + parser.c;
        }
        er = new Error(er);
        parser.error = er;
        emit(parser, "onerror", er);
        return parser;
      }
      function end(parser) {
        if (parser.sawRoot && !parser.closedRoot)
          strictFail(parser, "Unclosed root tag");
        if (parser.state !== S.BEGIN && parser.state !== S.BEGIN_WHITESPACE && parser.state !== S.TEXT) {
          error(parser, "Unexpected end");
        }
        closeText(parser);
        parser.c = "";
        parser.closed = true;
        emit(parser, "onend");
        SAXParser.call(parser, parser.strict, parser.opt);
        return parser;
      }
      function strictFail(parser, message) {
        if (typeof parser !== "object" || !(parser instanceof SAXParser)) {
          throw new Error("bad call to strictFail");
        }
        if (parser.strict) {
          error(parser, message);
        }
      }
      function newTag(parser) {
        if (!parser.strict) parser.tagName = parser.tagName[parser.looseCase]();
        var parent = parser.tags[parser.tags.length - 1] || parser;
        var tag = parser.tag = { name: parser.tagName, attributes: {} };
        if (parser.opt.xmlns) {
          tag.ns = parent.ns;
        }
        parser.attribList.length = 0;
        emitNode(parser, "onopentagstart", tag);
      }
      function qname(name, attribute) {
        var i = name.indexOf(":");
        var qualName = i < 0 ? ["", name] : name.split(":");
        var prefix = qualName[0];
        var local = qualName[1];
        if (attribute && name === "xmlns") {
          prefix = "xmlns";
          local = "";
        }
        return { prefix, local };
      }
      function attrib(parser) {
        if (!parser.strict) {
          parser.attribName = parser.attribName[parser.looseCase]();
        }
        if (parser.attribList.indexOf(parser.attribName) !== -1 || parser.tag.attributes.hasOwnProperty(parser.attribName)) {
          parser.attribName = parser.attribValue = "";
          return;
        }
        if (parser.opt.xmlns) {
          var qn = qname(parser.attribName, true);
          var prefix = qn.prefix;
          var local = qn.local;
          if (prefix === "xmlns") {
            if (local === "xml" && parser.attribValue !== XML_NAMESPACE) {
              strictFail(
                parser,
                "xml: prefix must be bound to " + XML_NAMESPACE + "\nActual: " + parser.attribValue
              );
            } else if (local === "xmlns" && parser.attribValue !== XMLNS_NAMESPACE) {
              strictFail(
                parser,
                "xmlns: prefix must be bound to " + XMLNS_NAMESPACE + "\nActual: " + parser.attribValue
              );
            } else {
              var tag = parser.tag;
              var parent = parser.tags[parser.tags.length - 1] || parser;
              if (tag.ns === parent.ns) {
                tag.ns = Object.create(parent.ns);
              }
              tag.ns[local] = parser.attribValue;
            }
          }
          parser.attribList.push([parser.attribName, parser.attribValue]);
        } else {
          parser.tag.attributes[parser.attribName] = parser.attribValue;
          emitNode(parser, "onattribute", {
            name: parser.attribName,
            value: parser.attribValue
          });
        }
        parser.attribName = parser.attribValue = "";
      }
      function openTag(parser, selfClosing) {
        if (parser.opt.xmlns) {
          var tag = parser.tag;
          var qn = qname(parser.tagName);
          tag.prefix = qn.prefix;
          tag.local = qn.local;
          tag.uri = tag.ns[qn.prefix] || "";
          if (tag.prefix && !tag.uri) {
            strictFail(
              parser,
              "Unbound namespace prefix: " + JSON.stringify(parser.tagName)
            );
            tag.uri = qn.prefix;
          }
          var parent = parser.tags[parser.tags.length - 1] || parser;
          if (tag.ns && parent.ns !== tag.ns) {
            Object.keys(tag.ns).forEach(function(p) {
              emitNode(parser, "onopennamespace", {
                prefix: p,
                uri: tag.ns[p]
              });
            });
          }
          for (var i = 0, l = parser.attribList.length; i < l; i++) {
            var nv = parser.attribList[i];
            var name = nv[0];
            var value = nv[1];
            var qualName = qname(name, true);
            var prefix = qualName.prefix;
            var local = qualName.local;
            var uri = prefix === "" ? "" : tag.ns[prefix] || "";
            var a = {
              name,
              value,
              prefix,
              local,
              uri
            };
            if (prefix && prefix !== "xmlns" && !uri) {
              strictFail(
                parser,
                "Unbound namespace prefix: " + JSON.stringify(prefix)
              );
              a.uri = prefix;
            }
            parser.tag.attributes[name] = a;
            emitNode(parser, "onattribute", a);
          }
          parser.attribList.length = 0;
        }
        parser.tag.isSelfClosing = !!selfClosing;
        parser.sawRoot = true;
        parser.tags.push(parser.tag);
        emitNode(parser, "onopentag", parser.tag);
        if (!selfClosing) {
          if (!parser.noscript && parser.tagName.toLowerCase() === "script") {
            parser.state = S.SCRIPT;
          } else {
            parser.state = S.TEXT;
          }
          parser.tag = null;
          parser.tagName = "";
        }
        parser.attribName = parser.attribValue = "";
        parser.attribList.length = 0;
      }
      function closeTag(parser) {
        if (!parser.tagName) {
          strictFail(parser, "Weird empty close tag.");
          parser.textNode += "</>";
          parser.state = S.TEXT;
          return;
        }
        if (parser.script) {
          if (parser.tagName !== "script") {
            parser.script += "</" + parser.tagName + ">";
            parser.tagName = "";
            parser.state = S.SCRIPT;
            return;
          }
          emitNode(parser, "onscript", parser.script);
          parser.script = "";
        }
        var t = parser.tags.length;
        var tagName = parser.tagName;
        if (!parser.strict) {
          tagName = tagName[parser.looseCase]();
        }
        var closeTo = tagName;
        while (t--) {
          var close = parser.tags[t];
          if (close.name !== closeTo) {
            strictFail(parser, "Unexpected close tag");
          } else {
            break;
          }
        }
        if (t < 0) {
          strictFail(parser, "Unmatched closing tag: " + parser.tagName);
          parser.textNode += "</" + parser.tagName + ">";
          parser.state = S.TEXT;
          return;
        }
        parser.tagName = tagName;
        var s2 = parser.tags.length;
        while (s2-- > t) {
          var tag = parser.tag = parser.tags.pop();
          parser.tagName = parser.tag.name;
          emitNode(parser, "onclosetag", parser.tagName);
          var x = {};
          for (var i in tag.ns) {
            x[i] = tag.ns[i];
          }
          var parent = parser.tags[parser.tags.length - 1] || parser;
          if (parser.opt.xmlns && tag.ns !== parent.ns) {
            Object.keys(tag.ns).forEach(function(p) {
              var n = tag.ns[p];
              emitNode(parser, "onclosenamespace", { prefix: p, uri: n });
            });
          }
        }
        if (t === 0) parser.closedRoot = true;
        parser.tagName = parser.attribValue = parser.attribName = "";
        parser.attribList.length = 0;
        parser.state = S.TEXT;
      }
      function parseEntity(parser) {
        var entity = parser.entity;
        var entityLC = entity.toLowerCase();
        var num;
        var numStr = "";
        if (parser.ENTITIES[entity]) {
          return parser.ENTITIES[entity];
        }
        if (parser.ENTITIES[entityLC]) {
          return parser.ENTITIES[entityLC];
        }
        entity = entityLC;
        if (entity.charAt(0) === "#") {
          if (entity.charAt(1) === "x") {
            entity = entity.slice(2);
            num = parseInt(entity, 16);
            numStr = num.toString(16);
          } else {
            entity = entity.slice(1);
            num = parseInt(entity, 10);
            numStr = num.toString(10);
          }
        }
        entity = entity.replace(/^0+/, "");
        if (isNaN(num) || numStr.toLowerCase() !== entity || num < 0 || num > 1114111 || !isXmlChar(num)) {
          strictFail(parser, "Invalid character entity");
          return "&" + parser.entity + ";";
        }
        return String.fromCodePoint(num);
      }
      function isXmlChar(num) {
        return num === 9 || num === 10 || num === 13 || num >= 32 && num <= 55295 || num >= 57344 && num <= 65533 || num >= 65536 && num <= 1114111;
      }
      function beginWhiteSpace(parser, c) {
        if (c === "<") {
          parser.state = S.OPEN_WAKA;
          parser.startTagPosition = parser.position;
        } else if (!isWhitespace(c)) {
          strictFail(parser, "Non-whitespace before first tag.");
          parser.textNode = c;
          parser.state = S.TEXT;
        }
      }
      function charAt(chunk, i) {
        var result = "";
        if (i < chunk.length) {
          result = chunk.charAt(i);
        }
        return result;
      }
      function write(chunk) {
        var parser = this;
        if (this.error) {
          throw this.error;
        }
        if (parser.closed) {
          return error(
            parser,
            "Cannot write after close. Assign an onready handler."
          );
        }
        if (chunk === null) {
          return end(parser);
        }
        if (typeof chunk === "object") {
          chunk = chunk.toString();
        }
        var i = 0;
        var c = "";
        while (true) {
          c = charAt(chunk, i++);
          parser.c = c;
          if (!c) {
            break;
          }
          if (parser.trackPosition) {
            parser.position++;
            if (c === "\n") {
              parser.line++;
              parser.column = 0;
            } else {
              parser.column++;
            }
          }
          switch (parser.state) {
            case S.BEGIN:
              parser.state = S.BEGIN_WHITESPACE;
              if (c === "\uFEFF") {
                continue;
              }
              beginWhiteSpace(parser, c);
              continue;
            case S.BEGIN_WHITESPACE:
              beginWhiteSpace(parser, c);
              continue;
            case S.TEXT:
              if (parser.sawRoot && !parser.closedRoot) {
                var starti = i - 1;
                while (c && c !== "<" && c !== "&") {
                  c = charAt(chunk, i++);
                  if (c && parser.trackPosition) {
                    parser.position++;
                    if (c === "\n") {
                      parser.line++;
                      parser.column = 0;
                    } else {
                      parser.column++;
                    }
                  }
                }
                parser.textNode += chunk.substring(starti, i - 1);
              }
              if (c === "<" && !(parser.sawRoot && parser.closedRoot && !parser.strict)) {
                parser.state = S.OPEN_WAKA;
                parser.startTagPosition = parser.position;
              } else {
                if (!isWhitespace(c) && (!parser.sawRoot || parser.closedRoot)) {
                  strictFail(parser, "Text data outside of root node.");
                }
                if (c === "&") {
                  parser.state = S.TEXT_ENTITY;
                } else {
                  parser.textNode += c;
                }
              }
              continue;
            case S.SCRIPT:
              if (c === "<") {
                parser.state = S.SCRIPT_ENDING;
              } else {
                parser.script += c;
              }
              continue;
            case S.SCRIPT_ENDING:
              if (c === "/") {
                parser.state = S.CLOSE_TAG;
              } else {
                parser.script += "<" + c;
                parser.state = S.SCRIPT;
              }
              continue;
            case S.OPEN_WAKA:
              if (c === "!") {
                parser.state = S.SGML_DECL;
                parser.sgmlDecl = "";
              } else if (isWhitespace(c)) {
              } else if (isMatch(nameStart, c)) {
                parser.state = S.OPEN_TAG;
                parser.tagName = c;
              } else if (c === "/") {
                parser.state = S.CLOSE_TAG;
                parser.tagName = "";
              } else if (c === "?") {
                parser.state = S.PROC_INST;
                parser.procInstName = parser.procInstBody = "";
              } else {
                strictFail(parser, "Unencoded <");
                if (parser.startTagPosition + 1 < parser.position) {
                  var pad = parser.position - parser.startTagPosition;
                  c = new Array(pad).join(" ") + c;
                }
                parser.textNode += "<" + c;
                parser.state = S.TEXT;
              }
              continue;
            case S.SGML_DECL:
              if (parser.sgmlDecl + c === "--") {
                parser.state = S.COMMENT;
                parser.comment = "";
                parser.sgmlDecl = "";
                continue;
              }
              if (parser.doctype && parser.doctype !== true && parser.sgmlDecl) {
                parser.state = S.DOCTYPE_DTD;
                parser.doctype += "<!" + parser.sgmlDecl + c;
                parser.sgmlDecl = "";
              } else if (CDATAre.test(parser.sgmlDecl + c)) {
                emitNode(parser, "onopencdata");
                parser.state = S.CDATA;
                parser.sgmlDecl = "";
                parser.cdata = "";
              } else if (DOCTYPEre.test(parser.sgmlDecl + c)) {
                parser.state = S.DOCTYPE;
                if (parser.doctype || parser.sawRoot) {
                  strictFail(
                    parser,
                    "Inappropriately located doctype declaration"
                  );
                }
                parser.doctype = "";
                parser.sgmlDecl = "";
              } else if (c === ">") {
                emitNode(parser, "onsgmldeclaration", parser.sgmlDecl);
                parser.sgmlDecl = "";
                parser.state = S.TEXT;
              } else if (isQuote(c)) {
                parser.state = S.SGML_DECL_QUOTED;
                parser.sgmlDecl += c;
              } else {
                parser.sgmlDecl += c;
              }
              continue;
            case S.SGML_DECL_QUOTED:
              if (c === parser.q) {
                parser.state = S.SGML_DECL;
                parser.q = "";
              }
              parser.sgmlDecl += c;
              continue;
            case S.DOCTYPE:
              if (c === ">") {
                parser.state = S.TEXT;
                emitNode(parser, "ondoctype", parser.doctype);
                parser.doctype = true;
              } else {
                parser.doctype += c;
                if (c === "[") {
                  parser.state = S.DOCTYPE_DTD;
                } else if (isQuote(c)) {
                  parser.state = S.DOCTYPE_QUOTED;
                  parser.q = c;
                }
              }
              continue;
            case S.DOCTYPE_QUOTED:
              parser.doctype += c;
              if (c === parser.q) {
                parser.q = "";
                parser.state = S.DOCTYPE;
              }
              continue;
            case S.DOCTYPE_DTD:
              if (c === "]") {
                parser.doctype += c;
                parser.state = S.DOCTYPE;
              } else if (c === "<") {
                parser.state = S.OPEN_WAKA;
                parser.startTagPosition = parser.position;
              } else if (isQuote(c)) {
                parser.doctype += c;
                parser.state = S.DOCTYPE_DTD_QUOTED;
                parser.q = c;
              } else {
                parser.doctype += c;
              }
              continue;
            case S.DOCTYPE_DTD_QUOTED:
              parser.doctype += c;
              if (c === parser.q) {
                parser.state = S.DOCTYPE_DTD;
                parser.q = "";
              }
              continue;
            case S.COMMENT:
              if (c === "-") {
                parser.state = S.COMMENT_ENDING;
              } else {
                parser.comment += c;
              }
              continue;
            case S.COMMENT_ENDING:
              if (c === "-") {
                parser.state = S.COMMENT_ENDED;
                parser.comment = textopts(parser.opt, parser.comment);
                if (parser.comment) {
                  emitNode(parser, "oncomment", parser.comment);
                }
                parser.comment = "";
              } else {
                parser.comment += "-" + c;
                parser.state = S.COMMENT;
              }
              continue;
            case S.COMMENT_ENDED:
              if (c !== ">") {
                strictFail(parser, "Malformed comment");
                parser.comment += "--" + c;
                parser.state = S.COMMENT;
              } else if (parser.doctype && parser.doctype !== true) {
                parser.state = S.DOCTYPE_DTD;
              } else {
                parser.state = S.TEXT;
              }
              continue;
            case S.CDATA:
              var starti = i - 1;
              while (c && c !== "]") {
                c = charAt(chunk, i++);
                if (c && parser.trackPosition) {
                  parser.position++;
                  if (c === "\n") {
                    parser.line++;
                    parser.column = 0;
                  } else {
                    parser.column++;
                  }
                }
              }
              parser.cdata += chunk.substring(starti, i - 1);
              if (c === "]") {
                parser.state = S.CDATA_ENDING;
              }
              continue;
            case S.CDATA_ENDING:
              if (c === "]") {
                parser.state = S.CDATA_ENDING_2;
              } else {
                parser.cdata += "]" + c;
                parser.state = S.CDATA;
              }
              continue;
            case S.CDATA_ENDING_2:
              if (c === ">") {
                if (parser.cdata) {
                  emitNode(parser, "oncdata", parser.cdata);
                }
                emitNode(parser, "onclosecdata");
                parser.cdata = "";
                parser.state = S.TEXT;
              } else if (c === "]") {
                parser.cdata += "]";
              } else {
                parser.cdata += "]]" + c;
                parser.state = S.CDATA;
              }
              continue;
            case S.PROC_INST:
              if (c === "?") {
                parser.state = S.PROC_INST_ENDING;
              } else if (isWhitespace(c)) {
                parser.state = S.PROC_INST_BODY;
              } else {
                parser.procInstName += c;
              }
              continue;
            case S.PROC_INST_BODY:
              if (!parser.procInstBody && isWhitespace(c)) {
                continue;
              } else if (c === "?") {
                parser.state = S.PROC_INST_ENDING;
              } else {
                parser.procInstBody += c;
              }
              continue;
            case S.PROC_INST_ENDING:
              if (c === ">") {
                const procInstEndData = {
                  name: parser.procInstName,
                  body: parser.procInstBody
                };
                validateXmlDeclarationEncoding(parser, procInstEndData);
                emitNode(parser, "onprocessinginstruction", procInstEndData);
                parser.procInstName = parser.procInstBody = "";
                parser.state = S.TEXT;
              } else {
                parser.procInstBody += "?" + c;
                parser.state = S.PROC_INST_BODY;
              }
              continue;
            case S.OPEN_TAG:
              if (isMatch(nameBody, c)) {
                parser.tagName += c;
              } else {
                newTag(parser);
                if (c === ">") {
                  openTag(parser);
                } else if (c === "/") {
                  parser.state = S.OPEN_TAG_SLASH;
                } else {
                  if (!isWhitespace(c)) {
                    strictFail(parser, "Invalid character in tag name");
                  }
                  parser.state = S.ATTRIB;
                }
              }
              continue;
            case S.OPEN_TAG_SLASH:
              if (c === ">") {
                openTag(parser, true);
                closeTag(parser);
              } else {
                strictFail(
                  parser,
                  "Forward-slash in opening tag not followed by >"
                );
                parser.state = S.ATTRIB;
              }
              continue;
            case S.ATTRIB:
              if (isWhitespace(c)) {
                continue;
              } else if (c === ">") {
                openTag(parser);
              } else if (c === "/") {
                parser.state = S.OPEN_TAG_SLASH;
              } else if (isMatch(nameStart, c)) {
                parser.attribName = c;
                parser.attribValue = "";
                parser.state = S.ATTRIB_NAME;
              } else {
                strictFail(parser, "Invalid attribute name");
              }
              continue;
            case S.ATTRIB_NAME:
              if (c === "=") {
                parser.state = S.ATTRIB_VALUE;
              } else if (c === ">") {
                strictFail(parser, "Attribute without value");
                parser.attribValue = parser.attribName;
                attrib(parser);
                openTag(parser);
              } else if (isWhitespace(c)) {
                parser.state = S.ATTRIB_NAME_SAW_WHITE;
              } else if (isMatch(nameBody, c)) {
                parser.attribName += c;
              } else {
                strictFail(parser, "Invalid attribute name");
              }
              continue;
            case S.ATTRIB_NAME_SAW_WHITE:
              if (c === "=") {
                parser.state = S.ATTRIB_VALUE;
              } else if (isWhitespace(c)) {
                continue;
              } else {
                strictFail(parser, "Attribute without value");
                parser.tag.attributes[parser.attribName] = "";
                parser.attribValue = "";
                emitNode(parser, "onattribute", {
                  name: parser.attribName,
                  value: ""
                });
                parser.attribName = "";
                if (c === ">") {
                  openTag(parser);
                } else if (isMatch(nameStart, c)) {
                  parser.attribName = c;
                  parser.state = S.ATTRIB_NAME;
                } else {
                  strictFail(parser, "Invalid attribute name");
                  parser.state = S.ATTRIB;
                }
              }
              continue;
            case S.ATTRIB_VALUE:
              if (isWhitespace(c)) {
                continue;
              } else if (isQuote(c)) {
                parser.q = c;
                parser.state = S.ATTRIB_VALUE_QUOTED;
              } else {
                if (!parser.opt.unquotedAttributeValues) {
                  error(parser, "Unquoted attribute value");
                }
                parser.state = S.ATTRIB_VALUE_UNQUOTED;
                parser.attribValue = c;
              }
              continue;
            case S.ATTRIB_VALUE_QUOTED:
              if (c !== parser.q) {
                if (c === "&") {
                  parser.state = S.ATTRIB_VALUE_ENTITY_Q;
                } else {
                  parser.attribValue += c;
                }
                continue;
              }
              attrib(parser);
              parser.q = "";
              parser.state = S.ATTRIB_VALUE_CLOSED;
              continue;
            case S.ATTRIB_VALUE_CLOSED:
              if (isWhitespace(c)) {
                parser.state = S.ATTRIB;
              } else if (c === ">") {
                openTag(parser);
              } else if (c === "/") {
                parser.state = S.OPEN_TAG_SLASH;
              } else if (isMatch(nameStart, c)) {
                strictFail(parser, "No whitespace between attributes");
                parser.attribName = c;
                parser.attribValue = "";
                parser.state = S.ATTRIB_NAME;
              } else {
                strictFail(parser, "Invalid attribute name");
              }
              continue;
            case S.ATTRIB_VALUE_UNQUOTED:
              if (!isAttribEnd(c)) {
                if (c === "&") {
                  parser.state = S.ATTRIB_VALUE_ENTITY_U;
                } else {
                  parser.attribValue += c;
                }
                continue;
              }
              attrib(parser);
              if (c === ">") {
                openTag(parser);
              } else {
                parser.state = S.ATTRIB;
              }
              continue;
            case S.CLOSE_TAG:
              if (!parser.tagName) {
                if (isWhitespace(c)) {
                  continue;
                } else if (notMatch(nameStart, c)) {
                  if (parser.script) {
                    parser.script += "</" + c;
                    parser.state = S.SCRIPT;
                  } else {
                    strictFail(parser, "Invalid tagname in closing tag.");
                  }
                } else {
                  parser.tagName = c;
                }
              } else if (c === ">") {
                closeTag(parser);
              } else if (isMatch(nameBody, c)) {
                parser.tagName += c;
              } else if (parser.script) {
                parser.script += "</" + parser.tagName + c;
                parser.tagName = "";
                parser.state = S.SCRIPT;
              } else {
                if (!isWhitespace(c)) {
                  strictFail(parser, "Invalid tagname in closing tag");
                }
                parser.state = S.CLOSE_TAG_SAW_WHITE;
              }
              continue;
            case S.CLOSE_TAG_SAW_WHITE:
              if (isWhitespace(c)) {
                continue;
              }
              if (c === ">") {
                closeTag(parser);
              } else {
                strictFail(parser, "Invalid characters in closing tag");
              }
              continue;
            case S.TEXT_ENTITY:
            case S.ATTRIB_VALUE_ENTITY_Q:
            case S.ATTRIB_VALUE_ENTITY_U:
              var returnState;
              var buffer;
              switch (parser.state) {
                case S.TEXT_ENTITY:
                  returnState = S.TEXT;
                  buffer = "textNode";
                  break;
                case S.ATTRIB_VALUE_ENTITY_Q:
                  returnState = S.ATTRIB_VALUE_QUOTED;
                  buffer = "attribValue";
                  break;
                case S.ATTRIB_VALUE_ENTITY_U:
                  returnState = S.ATTRIB_VALUE_UNQUOTED;
                  buffer = "attribValue";
                  break;
              }
              if (c === ";") {
                var parsedEntity = parseEntity(parser);
                if (parser.opt.unparsedEntities && !Object.values(sax.XML_ENTITIES).includes(parsedEntity)) {
                  if ((parser.entityCount += 1) > parser.opt.maxEntityCount) {
                    error(
                      parser,
                      "Parsed entity count exceeds max entity count"
                    );
                  }
                  if ((parser.entityDepth += 1) > parser.opt.maxEntityDepth) {
                    error(
                      parser,
                      "Parsed entity depth exceeds max entity depth"
                    );
                  }
                  parser.entity = "";
                  parser.state = returnState;
                  parser.write(parsedEntity);
                  parser.entityDepth -= 1;
                } else {
                  parser[buffer] += parsedEntity;
                  parser.entity = "";
                  parser.state = returnState;
                }
              } else if (isMatch(parser.entity.length ? entityBody : entityStart, c)) {
                parser.entity += c;
              } else {
                strictFail(parser, "Invalid character in entity name");
                parser[buffer] += "&" + parser.entity + c;
                parser.entity = "";
                parser.state = returnState;
              }
              continue;
            default: {
              throw new Error(parser, "Unknown state: " + parser.state);
            }
          }
        }
        if (parser.position >= parser.bufferCheckPosition) {
          checkBufferLength(parser);
        }
        return parser;
      }
      if (!String.fromCodePoint) {
        ;
        (function() {
          var stringFromCharCode = String.fromCharCode;
          var floor = Math.floor;
          var fromCodePoint = function() {
            var MAX_SIZE = 16384;
            var codeUnits = [];
            var highSurrogate;
            var lowSurrogate;
            var index = -1;
            var length = arguments.length;
            if (!length) {
              return "";
            }
            var result = "";
            while (++index < length) {
              var codePoint = Number(arguments[index]);
              if (!isFinite(codePoint) || // `NaN`, `+Infinity`, or `-Infinity`
              codePoint < 0 || // not a valid Unicode code point
              codePoint > 1114111 || // not a valid Unicode code point
              floor(codePoint) !== codePoint) {
                throw RangeError("Invalid code point: " + codePoint);
              }
              if (codePoint <= 65535) {
                codeUnits.push(codePoint);
              } else {
                codePoint -= 65536;
                highSurrogate = (codePoint >> 10) + 55296;
                lowSurrogate = codePoint % 1024 + 56320;
                codeUnits.push(highSurrogate, lowSurrogate);
              }
              if (index + 1 === length || codeUnits.length > MAX_SIZE) {
                result += stringFromCharCode.apply(null, codeUnits);
                codeUnits.length = 0;
              }
            }
            return result;
          };
          if (Object.defineProperty) {
            Object.defineProperty(String, "fromCodePoint", {
              value: fromCodePoint,
              configurable: true,
              writable: true
            });
          } else {
            String.fromCodePoint = fromCodePoint;
          }
        })();
      }
    })(typeof exports === "undefined" ? exports.sax = {} : exports);
  }
});

// ../../node_modules/xml2js/lib/bom.js
var require_bom = __commonJS({
  "../../node_modules/xml2js/lib/bom.js"(exports) {
    (function() {
      "use strict";
      exports.stripBOM = function(str) {
        if (str[0] === "\uFEFF") {
          return str.substring(1);
        } else {
          return str;
        }
      };
    }).call(exports);
  }
});

// ../../node_modules/xml2js/lib/processors.js
var require_processors = __commonJS({
  "../../node_modules/xml2js/lib/processors.js"(exports) {
    (function() {
      "use strict";
      var prefixMatch;
      prefixMatch = new RegExp(/(?!xmlns)^.*:/);
      exports.normalize = function(str) {
        return str.toLowerCase();
      };
      exports.firstCharLowerCase = function(str) {
        return str.charAt(0).toLowerCase() + str.slice(1);
      };
      exports.stripPrefix = function(str) {
        return str.replace(prefixMatch, "");
      };
      exports.parseNumbers = function(str) {
        if (!isNaN(str)) {
          str = str % 1 === 0 ? parseInt(str, 10) : parseFloat(str);
        }
        return str;
      };
      exports.parseBooleans = function(str) {
        if (/^(?:true|false)$/i.test(str)) {
          str = str.toLowerCase() === "true";
        }
        return str;
      };
    }).call(exports);
  }
});

// ../../node_modules/xml2js/lib/parser.js
var require_parser = __commonJS({
  "../../node_modules/xml2js/lib/parser.js"(exports) {
    (function() {
      "use strict";
      var bom, defaults, events, isEmpty, processItem, processors, sax, setImmediate2, bind = function(fn, me) {
        return function() {
          return fn.apply(me, arguments);
        };
      }, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      sax = require_sax();
      events = __require("events");
      bom = require_bom();
      processors = require_processors();
      setImmediate2 = __require("timers").setImmediate;
      defaults = require_defaults().defaults;
      isEmpty = function(thing) {
        return typeof thing === "object" && thing != null && Object.keys(thing).length === 0;
      };
      processItem = function(processors2, item, key) {
        var i, len, process2;
        for (i = 0, len = processors2.length; i < len; i++) {
          process2 = processors2[i];
          item = process2(item, key);
        }
        return item;
      };
      exports.Parser = (function(superClass) {
        extend(Parser, superClass);
        function Parser(opts) {
          this.parseStringPromise = bind(this.parseStringPromise, this);
          this.parseString = bind(this.parseString, this);
          this.reset = bind(this.reset, this);
          this.assignOrPush = bind(this.assignOrPush, this);
          this.processAsync = bind(this.processAsync, this);
          var key, ref, value;
          if (!(this instanceof exports.Parser)) {
            return new exports.Parser(opts);
          }
          this.options = {};
          ref = defaults["0.2"];
          for (key in ref) {
            if (!hasProp.call(ref, key)) continue;
            value = ref[key];
            this.options[key] = value;
          }
          for (key in opts) {
            if (!hasProp.call(opts, key)) continue;
            value = opts[key];
            this.options[key] = value;
          }
          if (this.options.xmlns) {
            this.options.xmlnskey = this.options.attrkey + "ns";
          }
          if (this.options.normalizeTags) {
            if (!this.options.tagNameProcessors) {
              this.options.tagNameProcessors = [];
            }
            this.options.tagNameProcessors.unshift(processors.normalize);
          }
          this.reset();
        }
        Parser.prototype.processAsync = function() {
          var chunk, err;
          try {
            if (this.remaining.length <= this.options.chunkSize) {
              chunk = this.remaining;
              this.remaining = "";
              this.saxParser = this.saxParser.write(chunk);
              return this.saxParser.close();
            } else {
              chunk = this.remaining.substr(0, this.options.chunkSize);
              this.remaining = this.remaining.substr(this.options.chunkSize, this.remaining.length);
              this.saxParser = this.saxParser.write(chunk);
              return setImmediate2(this.processAsync);
            }
          } catch (error1) {
            err = error1;
            if (!this.saxParser.errThrown) {
              this.saxParser.errThrown = true;
              return this.emit(err);
            }
          }
        };
        Parser.prototype.assignOrPush = function(obj, key, newValue) {
          if (!(key in obj)) {
            if (!this.options.explicitArray) {
              return obj[key] = newValue;
            } else {
              return obj[key] = [newValue];
            }
          } else {
            if (!(obj[key] instanceof Array)) {
              obj[key] = [obj[key]];
            }
            return obj[key].push(newValue);
          }
        };
        Parser.prototype.reset = function() {
          var attrkey, charkey, ontext, stack;
          this.removeAllListeners();
          this.saxParser = sax.parser(this.options.strict, {
            trim: false,
            normalize: false,
            xmlns: this.options.xmlns
          });
          this.saxParser.errThrown = false;
          this.saxParser.onerror = /* @__PURE__ */ (function(_this) {
            return function(error) {
              _this.saxParser.resume();
              if (!_this.saxParser.errThrown) {
                _this.saxParser.errThrown = true;
                return _this.emit("error", error);
              }
            };
          })(this);
          this.saxParser.onend = /* @__PURE__ */ (function(_this) {
            return function() {
              if (!_this.saxParser.ended) {
                _this.saxParser.ended = true;
                return _this.emit("end", _this.resultObject);
              }
            };
          })(this);
          this.saxParser.ended = false;
          this.EXPLICIT_CHARKEY = this.options.explicitCharkey;
          this.resultObject = null;
          stack = [];
          attrkey = this.options.attrkey;
          charkey = this.options.charkey;
          this.saxParser.onopentag = /* @__PURE__ */ (function(_this) {
            return function(node) {
              var key, newValue, obj, processedKey, ref;
              obj = {};
              obj[charkey] = "";
              if (!_this.options.ignoreAttrs) {
                ref = node.attributes;
                for (key in ref) {
                  if (!hasProp.call(ref, key)) continue;
                  if (!(attrkey in obj) && !_this.options.mergeAttrs) {
                    obj[attrkey] = {};
                  }
                  newValue = _this.options.attrValueProcessors ? processItem(_this.options.attrValueProcessors, node.attributes[key], key) : node.attributes[key];
                  processedKey = _this.options.attrNameProcessors ? processItem(_this.options.attrNameProcessors, key) : key;
                  if (_this.options.mergeAttrs) {
                    _this.assignOrPush(obj, processedKey, newValue);
                  } else {
                    obj[attrkey][processedKey] = newValue;
                  }
                }
              }
              obj["#name"] = _this.options.tagNameProcessors ? processItem(_this.options.tagNameProcessors, node.name) : node.name;
              if (_this.options.xmlns) {
                obj[_this.options.xmlnskey] = {
                  uri: node.uri,
                  local: node.local
                };
              }
              return stack.push(obj);
            };
          })(this);
          this.saxParser.onclosetag = /* @__PURE__ */ (function(_this) {
            return function() {
              var cdata, emptyStr, key, node, nodeName, obj, objClone, old, s, xpath;
              obj = stack.pop();
              nodeName = obj["#name"];
              if (!_this.options.explicitChildren || !_this.options.preserveChildrenOrder) {
                delete obj["#name"];
              }
              if (obj.cdata === true) {
                cdata = obj.cdata;
                delete obj.cdata;
              }
              s = stack[stack.length - 1];
              if (obj[charkey].match(/^\s*$/) && !cdata) {
                emptyStr = obj[charkey];
                delete obj[charkey];
              } else {
                if (_this.options.trim) {
                  obj[charkey] = obj[charkey].trim();
                }
                if (_this.options.normalize) {
                  obj[charkey] = obj[charkey].replace(/\s{2,}/g, " ").trim();
                }
                obj[charkey] = _this.options.valueProcessors ? processItem(_this.options.valueProcessors, obj[charkey], nodeName) : obj[charkey];
                if (Object.keys(obj).length === 1 && charkey in obj && !_this.EXPLICIT_CHARKEY) {
                  obj = obj[charkey];
                }
              }
              if (isEmpty(obj)) {
                obj = _this.options.emptyTag !== "" ? _this.options.emptyTag : emptyStr;
              }
              if (_this.options.validator != null) {
                xpath = "/" + (function() {
                  var i, len, results;
                  results = [];
                  for (i = 0, len = stack.length; i < len; i++) {
                    node = stack[i];
                    results.push(node["#name"]);
                  }
                  return results;
                })().concat(nodeName).join("/");
                (function() {
                  var err;
                  try {
                    return obj = _this.options.validator(xpath, s && s[nodeName], obj);
                  } catch (error1) {
                    err = error1;
                    return _this.emit("error", err);
                  }
                })();
              }
              if (_this.options.explicitChildren && !_this.options.mergeAttrs && typeof obj === "object") {
                if (!_this.options.preserveChildrenOrder) {
                  node = {};
                  if (_this.options.attrkey in obj) {
                    node[_this.options.attrkey] = obj[_this.options.attrkey];
                    delete obj[_this.options.attrkey];
                  }
                  if (!_this.options.charsAsChildren && _this.options.charkey in obj) {
                    node[_this.options.charkey] = obj[_this.options.charkey];
                    delete obj[_this.options.charkey];
                  }
                  if (Object.getOwnPropertyNames(obj).length > 0) {
                    node[_this.options.childkey] = obj;
                  }
                  obj = node;
                } else if (s) {
                  s[_this.options.childkey] = s[_this.options.childkey] || [];
                  objClone = {};
                  for (key in obj) {
                    if (!hasProp.call(obj, key)) continue;
                    objClone[key] = obj[key];
                  }
                  s[_this.options.childkey].push(objClone);
                  delete obj["#name"];
                  if (Object.keys(obj).length === 1 && charkey in obj && !_this.EXPLICIT_CHARKEY) {
                    obj = obj[charkey];
                  }
                }
              }
              if (stack.length > 0) {
                return _this.assignOrPush(s, nodeName, obj);
              } else {
                if (_this.options.explicitRoot) {
                  old = obj;
                  obj = {};
                  obj[nodeName] = old;
                }
                _this.resultObject = obj;
                _this.saxParser.ended = true;
                return _this.emit("end", _this.resultObject);
              }
            };
          })(this);
          ontext = /* @__PURE__ */ (function(_this) {
            return function(text2) {
              var charChild, s;
              s = stack[stack.length - 1];
              if (s) {
                s[charkey] += text2;
                if (_this.options.explicitChildren && _this.options.preserveChildrenOrder && _this.options.charsAsChildren && (_this.options.includeWhiteChars || text2.replace(/\\n/g, "").trim() !== "")) {
                  s[_this.options.childkey] = s[_this.options.childkey] || [];
                  charChild = {
                    "#name": "__text__"
                  };
                  charChild[charkey] = text2;
                  if (_this.options.normalize) {
                    charChild[charkey] = charChild[charkey].replace(/\s{2,}/g, " ").trim();
                  }
                  s[_this.options.childkey].push(charChild);
                }
                return s;
              }
            };
          })(this);
          this.saxParser.ontext = ontext;
          return this.saxParser.oncdata = /* @__PURE__ */ (function(_this) {
            return function(text2) {
              var s;
              s = ontext(text2);
              if (s) {
                return s.cdata = true;
              }
            };
          })(this);
        };
        Parser.prototype.parseString = function(str, cb) {
          var err;
          if (cb != null && typeof cb === "function") {
            this.on("end", function(result) {
              this.reset();
              return cb(null, result);
            });
            this.on("error", function(err2) {
              this.reset();
              return cb(err2);
            });
          }
          try {
            str = str.toString();
            if (str.trim() === "") {
              this.emit("end", null);
              return true;
            }
            str = bom.stripBOM(str);
            if (this.options.async) {
              this.remaining = str;
              setImmediate2(this.processAsync);
              return this.saxParser;
            }
            return this.saxParser.write(str).close();
          } catch (error1) {
            err = error1;
            if (!(this.saxParser.errThrown || this.saxParser.ended)) {
              this.emit("error", err);
              return this.saxParser.errThrown = true;
            } else if (this.saxParser.ended) {
              throw err;
            }
          }
        };
        Parser.prototype.parseStringPromise = function(str) {
          return new Promise(/* @__PURE__ */ (function(_this) {
            return function(resolve2, reject) {
              return _this.parseString(str, function(err, value) {
                if (err) {
                  return reject(err);
                } else {
                  return resolve2(value);
                }
              });
            };
          })(this));
        };
        return Parser;
      })(events);
      exports.parseString = function(str, a, b) {
        var cb, options, parser;
        if (b != null) {
          if (typeof b === "function") {
            cb = b;
          }
          if (typeof a === "object") {
            options = a;
          }
        } else {
          if (typeof a === "function") {
            cb = a;
          }
          options = {};
        }
        parser = new exports.Parser(options);
        return parser.parseString(str, cb);
      };
      exports.parseStringPromise = function(str, a) {
        var options, parser;
        if (typeof a === "object") {
          options = a;
        }
        parser = new exports.Parser(options);
        return parser.parseStringPromise(str);
      };
    }).call(exports);
  }
});

// ../../node_modules/xml2js/lib/xml2js.js
var require_xml2js = __commonJS({
  "../../node_modules/xml2js/lib/xml2js.js"(exports) {
    (function() {
      "use strict";
      var builder, defaults, parser, processors, extend = function(child, parent) {
        for (var key in parent) {
          if (hasProp.call(parent, key)) child[key] = parent[key];
        }
        function ctor() {
          this.constructor = child;
        }
        ctor.prototype = parent.prototype;
        child.prototype = new ctor();
        child.__super__ = parent.prototype;
        return child;
      }, hasProp = {}.hasOwnProperty;
      defaults = require_defaults();
      builder = require_builder();
      parser = require_parser();
      processors = require_processors();
      exports.defaults = defaults.defaults;
      exports.processors = processors;
      exports.ValidationError = (function(superClass) {
        extend(ValidationError, superClass);
        function ValidationError(message) {
          this.message = message;
        }
        return ValidationError;
      })(Error);
      exports.Builder = builder.Builder;
      exports.Parser = parser.Parser;
      exports.parseString = parser.parseString;
      exports.parseStringPromise = parser.parseStringPromise;
    }).call(exports);
  }
});

// ../../node_modules/dbus-next/lib/client/proxy-interface.js
var require_proxy_interface = __commonJS({
  "../../node_modules/dbus-next/lib/client/proxy-interface.js"(exports, module) {
    var EventEmitter = __require("events");
    var {
      isInterfaceNameValid,
      isMemberNameValid
    } = require_validators();
    var ProxyListener = class {
      constructor(signal, iface) {
        this.refcount = 0;
        this.fn = (msg) => {
          const { body, signature, sender } = msg;
          if (iface.$object.bus._nameOwners[iface.$object.name] !== sender) {
            return;
          }
          if (signature !== signal.signature) {
            console.error(`warning: got signature ${signature} for signal ${msg.interface}.${signal.name} (expected ${signal.signature})`);
            return;
          }
          iface.emit.apply(iface, [signal.name].concat(body));
        };
      }
    };
    var ProxyInterface = class _ProxyInterface extends EventEmitter {
      /**
       * Create a new `ProxyInterface`. This constructor should not be called
       * directly. Use {@link ProxyObject#getInterface} to get a proxy interface.
       */
      constructor(name, object) {
        super();
        this.$name = name;
        this.$object = object;
        this.$properties = [];
        this.$methods = [];
        this.$signals = [];
        this.$listeners = {};
        const getEventDetails = (eventName2) => {
          const signal = this.$signals.find((s) => s.name === eventName2);
          if (!signal) {
            return [null, null];
          }
          const detailedEvent = JSON.stringify({
            path: this.$object.path,
            interface: this.$name,
            member: eventName2
          });
          return [signal, detailedEvent];
        };
        this.on("removeListener", (eventName2, listener) => {
          const [signal, detailedEvent] = getEventDetails(eventName2);
          if (!signal) {
            return;
          }
          const proxyListener = this._getEventListener(signal);
          if (proxyListener.refcount <= 0) {
            return;
          }
          proxyListener.refcount -= 1;
          if (proxyListener.refcount > 0) {
            return;
          }
          this.$object.bus._removeMatch(this._signalMatchRuleString(eventName2)).catch((error) => {
            this.$object.bus.emit("error", error);
          });
          this.$object.bus._signals.removeListener(detailedEvent, proxyListener.fn);
        });
        this.on("newListener", (eventName2, listener) => {
          const [signal, detailedEvent] = getEventDetails(eventName2);
          if (!signal) {
            return;
          }
          const proxyListener = this._getEventListener(signal);
          if (proxyListener.refcount > 0) {
            proxyListener.refcount += 1;
            return;
          }
          proxyListener.refcount = 1;
          this.$object.bus._addMatch(this._signalMatchRuleString(eventName2)).catch((error) => {
            this.$object.bus.emit("error", error);
          });
          this.$object.bus._signals.on(detailedEvent, proxyListener.fn);
        });
      }
      _signalMatchRuleString(eventName2) {
        return `type='signal',sender=${this.$object.name},interface='${this.$name}',path='${this.$object.path}',member='${eventName2}'`;
      }
      _getEventListener(signal) {
        if (this.$listeners[signal.name]) {
          return this.$listeners[signal.name];
        }
        this.$listeners[signal.name] = new ProxyListener(signal, this);
        return this.$listeners[signal.name];
      }
      static _fromXml(object, xml) {
        if (!("$" in xml) || !isInterfaceNameValid(xml.$.name)) {
          return null;
        }
        const name = xml.$.name;
        const iface = new _ProxyInterface(name, object);
        if (Array.isArray(xml.property)) {
          for (const p of xml.property) {
            if ("$" in p) {
              iface.$properties.push(p.$);
            }
          }
        }
        if (Array.isArray(xml.signal)) {
          for (const s of xml.signal) {
            if (!("$" in s) || !isMemberNameValid(s.$.name)) {
              continue;
            }
            const signal = {
              name: s.$.name,
              signature: ""
            };
            if (Array.isArray(s.arg)) {
              for (const a of s.arg) {
                if ("$" in a && "type" in a.$) {
                  signal.signature += a.$.type;
                }
              }
            }
            iface.$signals.push(signal);
          }
        }
        if (Array.isArray(xml.method)) {
          for (const m of xml.method) {
            if (!("$" in m) || !isMemberNameValid(m.$.name)) {
              continue;
            }
            const method = {
              name: m.$.name,
              inSignature: "",
              outSignature: ""
            };
            if (Array.isArray(m.arg)) {
              for (const a of m.arg) {
                if (!("$" in a) || typeof a.$.type !== "string") {
                  continue;
                }
                const arg = a.$;
                if (arg.direction === "in") {
                  method.inSignature += arg.type;
                } else if (arg.direction === "out") {
                  method.outSignature += arg.type;
                }
              }
            }
            iface.$methods.push(method);
            iface[method.name] = function(...args) {
              const objArgs = [
                name,
                method.name,
                method.inSignature,
                method.outSignature
              ].concat(args);
              return object._callMethod.apply(object, objArgs);
            };
          }
        }
        return iface;
      }
    };
    module.exports = ProxyInterface;
  }
});

// ../../node_modules/dbus-next/lib/client/proxy-object.js
var require_proxy_object = __commonJS({
  "../../node_modules/dbus-next/lib/client/proxy-object.js"(exports, module) {
    var xml2js = require_xml2js();
    var { parseSignature } = require_signature();
    var ProxyInterface = require_proxy_interface();
    var { Message } = require_message_type();
    var {
      assertBusNameValid,
      assertObjectPathValid,
      isObjectPathValid
    } = require_validators();
    var ProxyObject = class {
      /**
       * Create a new `ProxyObject`. This constructor should not be called
       * directly. Use {@link MessageBus#getProxyObject} to get a proxy object.
       */
      constructor(bus, name, path) {
        assertBusNameValid(name);
        assertObjectPathValid(path);
        this.bus = bus;
        this.name = name;
        this.path = path;
        this.nodes = [];
        this.interfaces = {};
        this._parser = new xml2js.Parser();
      }
      /**
       * Get a {@link ProxyInterface} for the given interface name.
       *
       * @param name {string} - the interface name to get.
       * @returns {ProxyInterface} - the proxy interface with this name exported by
       * the object or `undefined` if the object does not export an interface with
       * that name.
       * @throws {Error} Throws an error if the interface is not found on this object.
       */
      getInterface(name) {
        if (!Object.keys(this.interfaces).includes(name)) {
          throw new Error(`interface not found in proxy object: ${name}`);
        }
        return this.interfaces[name];
      }
      _initXml(xml) {
        const root = xml.node;
        if (Array.isArray(root.node)) {
          for (const n of root.node) {
            if (!("$" in n)) {
              continue;
            }
            const name = n.$.name;
            const path = `${this.path}/${name}`;
            if (isObjectPathValid(path)) {
              this.nodes.push(path);
            }
          }
        }
        if (Array.isArray(root.interface)) {
          for (const i of root.interface) {
            const iface = ProxyInterface._fromXml(this, i);
            if (iface !== null) {
              this.interfaces[iface.$name] = iface;
            }
          }
        }
      }
      _init(xml) {
        return new Promise((resolve2, reject) => {
          if (xml) {
            this._parser.parseString(xml, (err, data) => {
              if (err) {
                return reject(err);
              }
              this._initXml(data);
              const nameOwnerMessage = new Message({
                destination: "org.freedesktop.DBus",
                path: "/org/freedesktop/DBus",
                interface: "org.freedesktop.DBus",
                member: "GetNameOwner",
                signature: "s",
                body: [this.name]
              });
              this.bus.call(nameOwnerMessage).then((msg) => {
                this.bus._nameOwners[this.name] = msg.body[0];
                resolve2(this);
              }).catch((err2) => {
                if (err2.type === "org.freedesktop.DBus.Error.NameHasNoOwner") {
                  return resolve2(this);
                }
                return reject(err2);
              });
            });
          } else {
            const introspectMessage = new Message({
              destination: this.name,
              path: this.path,
              interface: "org.freedesktop.DBus.Introspectable",
              member: "Introspect",
              signature: "",
              body: []
            });
            this.bus.call(introspectMessage).then((msg) => {
              const xml2 = msg.body[0];
              this._parser.parseString(xml2, (err, data) => {
                if (err) {
                  return reject(err);
                }
                this._initXml(data);
                resolve2(this);
              });
            }).catch((err) => {
              return reject(err);
            });
          }
        });
      }
      _callMethod(iface, member, inSignature, outSignature, ...args) {
        return new Promise((resolve2, reject) => {
          args = args || [];
          const methodCallMessage = new Message({
            destination: this.name,
            interface: iface,
            path: this.path,
            member,
            signature: inSignature,
            body: args
          });
          this.bus.call(methodCallMessage).then((msg) => {
            const outSignatureTree = parseSignature(outSignature);
            if (outSignatureTree.length === 0) {
              resolve2(null);
              return;
            }
            if (outSignatureTree.length === 1) {
              resolve2(msg.body[0]);
            } else {
              resolve2(msg.body);
            }
          }).catch((err) => {
            return reject(err);
          });
        });
      }
    };
    module.exports = ProxyObject;
  }
});

// ../../node_modules/dbus-next/lib/bus.js
var require_bus = __commonJS({
  "../../node_modules/dbus-next/lib/bus.js"(exports, module) {
    var EventEmitter = __require("events").EventEmitter;
    var constants3 = require_constants();
    var handleMethod = require_handlers();
    var { DBusError } = require_errors();
    var { Message } = require_message_type();
    var ServiceObject = require_object();
    var xml2js = require_xml2js();
    var {
      METHOD_CALL,
      METHOD_RETURN,
      ERROR,
      SIGNAL
    } = constants3.MessageType;
    var {
      NO_REPLY_EXPECTED
    } = constants3.MessageFlag;
    var {
      assertBusNameValid,
      assertObjectPathValid
    } = require_validators();
    var ProxyObject = require_proxy_object();
    var xmlHeader = '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">\n';
    var MessageBus = class extends EventEmitter {
      /**
       * Create a new `MessageBus`. This constructor is not to be called directly.
       * Use `dbus.sessionBus()` or `dbus.systemBus()` to set up the connection to
        * the bus.
       */
      constructor(conn) {
        super();
        this._builder = new xml2js.Builder({ headless: true });
        this._connection = conn;
        this._serial = 1;
        this._methodReturnHandlers = {};
        this._signals = new EventEmitter();
        this._nameOwners = {};
        this._methodHandlers = [];
        this._serviceObjects = {};
        this._matchRules = {};
        this.name = null;
        const handleMessage = (msg) => {
          if (this.name && msg.destination) {
            if (msg.destination[0] === ":" && msg.destination !== this.name) {
              return;
            }
            if (this._nameOwners[msg.destination] && this._nameOwners[msg.destination] !== this.name) {
              return;
            }
          }
          if (msg.type === METHOD_RETURN || msg.type === ERROR) {
            const handler = this._methodReturnHandlers[msg.replySerial];
            if (handler) {
              delete this._methodReturnHandlers[msg.replySerial];
              handler(msg);
            }
          } else if (msg.type === SIGNAL) {
            const { sender, path, iface, member } = msg;
            if (sender === "org.freedesktop.DBus" && path === "/org/freedesktop/DBus" && iface === "org.freedesktop.DBus" && member === "NameOwnerChanged") {
              const name = msg.body[0];
              const newOwner = msg.body[2];
              if (!name.startsWith(":")) {
                this._nameOwners[name] = newOwner;
              }
            }
            const mangled = JSON.stringify({
              path: msg.path,
              interface: msg.interface,
              member: msg.member
            });
            this._signals.emit(mangled, msg);
          } else {
            let handled = false;
            for (const handler of this._methodHandlers) {
              handled = handler(msg);
              if (handled) {
                break;
              }
            }
            if (!handled) {
              handled = handleMethod(msg, this);
            }
            if (!handled) {
              this.send(Message.newError(
                msg,
                "org.freedesktop.DBus.Error.UnknownMethod",
                `Method '${msg.member}' on interface '${msg.interface || "(none)"}' does not exist`
              ));
            }
          }
        };
        conn.on("message", (msg) => {
          try {
            this.emit("message", msg);
            handleMessage(msg);
          } catch (e) {
            this.send(Message.newError(msg, "com.github.dbus_next.Error", `The DBus library encountered an error.
${e.stack}`));
          }
        });
        conn.on("error", (err) => {
          this.emit("error", err);
        });
        const helloMessage = new Message({
          path: "/org/freedesktop/DBus",
          destination: "org.freedesktop.DBus",
          interface: "org.freedesktop.DBus",
          member: "Hello"
        });
        this.call(helloMessage).then((msg) => {
          this.name = msg.body[0];
          this.emit("connect");
        }).catch((err) => {
          this.emit("error", err);
          throw new Error(err);
        });
      }
      /**
       * Get a {@link ProxyObject} on the bus for the given name and path for interacting
       * with a service as a client. The proxy object contains a list of the
       * [`ProxyInterface`s]{@link ProxyInterface} exported at the name and object path as well as a list
       * of `node`s.
       *
       * @param name {string} - the well-known name on the bus.
       * @param path {string} - the object path exported on the name.
       * @param [xml] {string} - xml introspection data.
       * @returns {Promise} - a Promise that resolves with the `ProxyObject`.
       */
      getProxyObject(name, path, xml) {
        const obj = new ProxyObject(this, name, path);
        return obj._init(xml);
      }
      /**
       * Request a well-known name on the bus.
       *
       * @see {@link https://dbus.freedesktop.org/doc/dbus-specification.html#bus-messages-request-name}
       *
       * @param name {string} - the well-known name on the bus to request.
       * @param flags {NameFlag} - DBus name flags which affect the behavior of taking the name.
       * @returns {Promise} - a Promise that resolves with the {@link RequestNameReply}.
       */
      requestName(name, flags) {
        flags = flags || 0;
        return new Promise((resolve2, reject) => {
          assertBusNameValid(name);
          const requestNameMessage = new Message({
            path: "/org/freedesktop/DBus",
            destination: "org.freedesktop.DBus",
            interface: "org.freedesktop.DBus",
            member: "RequestName",
            signature: "su",
            body: [name, flags]
          });
          this.call(requestNameMessage).then((msg) => {
            return resolve2(msg.body[0]);
          }).catch((err) => {
            return reject(err);
          });
        });
      }
      /**
       * Release this name. Requests that the name should no longer be owned by the
       * {@link MessageBus}.
       *
       * @returns {Promise} A Promise that will resolve with the {@link ReleaseNameReply}.
       */
      releaseName(name) {
        return new Promise((resolve2, reject) => {
          const msg = new Message({
            path: "/org/freedesktop/DBus",
            destination: "org.freedesktop.DBus",
            interface: "org.freedesktop.DBus",
            member: "ReleaseName",
            signature: "s",
            body: [name]
          });
          this.call(msg).then((reply) => {
            return resolve2(reply.body[0]);
          }).catch((err) => {
            return reject(err);
          });
        });
      }
      /**
       * Disconnect this `MessageBus` from the bus.
       */
      disconnect() {
        this._connection.stream.end();
        this._signals.removeAllListeners();
      }
      /**
       * Get a new serial for this bus. These can be used to set the {@link
       * Message#serial} member to send the message on this bus.
       *
       * @returns {int} - A new serial for this bus.
       */
      newSerial() {
        return this._serial++;
      }
      /**
       * A function to call when a message of type {@link MessageType.METHOD_RETURN} is received. User handlers are run before
       * default handlers.
       *
       * @callback methodHandler
       * @param {Message} msg - The message to handle.
       * @returns {boolean} Return `true` if the message is handled and no further
       * handlers will run.
       */
      /**
       * Add a user method return handler. Remove the handler with {@link
       * MessageBus#removeMethodHandler}
       *
       * @param {methodHandler} - A function to handle a {@link Message} of type
       * {@link MessageType.METHOD_RETURN}. Takes the `Message` as the first
        * argument. Return `true` if the method is handled and no further handlers
        * will run.
       */
      addMethodHandler(fn) {
        this._methodHandlers.push(fn);
      }
      /**
       * Remove a user method return handler that was previously added with {@link
       * MessageBus#addMethodHandler}.
       *
       * @param {methodHandler} - A function that was previously added as a method handler.
       */
      removeMethodHandler(fn) {
        for (let i = 0; i < this._methodHandlers.length; ++i) {
          if (this._methodHandlers[i] === fn) {
            this._methodHandlers.splice(i, 1);
          }
        }
      }
      /**
       * Send a {@link Message} of type {@link MessageType.METHOD_CALL} to the bus
       * and wait for the reply.
       *
       * @example
       * let message = new Message({
       *   destination: 'org.freedesktop.DBus',
       *   path: '/org/freedesktop/DBus',
       *   interface: 'org.freedesktop.DBus',
       *   member: 'ListNames'
       * });
       * let reply = await bus.call(message);
       *
       * @param {Message} msg - The message to send.
       * @returns {Promise} reply - A `Promise` that resolves to the {@link
       * Message} which is a reply to the call.
       */
      call(msg) {
        return new Promise((resolve2, reject) => {
          if (!(msg instanceof Message)) {
            throw new Error("The call() method takes a Message class as the first argument.");
          }
          if (msg.type !== METHOD_CALL) {
            throw new Error("Only messages of type METHOD_CALL can expect a call reply.");
          }
          if (msg.serial === null || msg._sent) {
            msg.serial = this.newSerial();
          }
          msg._sent = true;
          if (msg.flags & NO_REPLY_EXPECTED) {
            resolve2(null);
          } else {
            this._methodReturnHandlers[msg.serial] = (reply) => {
              this._nameOwners[msg.destination] = reply.sender;
              if (reply.type === ERROR) {
                return reject(new DBusError(reply.errorName, reply.body[0], reply));
              } else {
                return resolve2(reply);
              }
            };
          }
          this._connection.message(msg);
        });
      }
      /**
       * Send a {@link Message} on the bus that does not expect a reply.
       *
       * @example
       * let message = Message.newSignal('/org/test/path/,
       *                                 'org.test.interface',
       *                                 'SomeSignal');
       * bus.send(message);
       *
       * @param {Message} msg - The message to send.
       */
      send(msg) {
        if (!(msg instanceof Message)) {
          throw new Error("The send() method takes a Message class as the first argument.");
        }
        if (msg.serial === null || msg._sent) {
          msg.serial = this.newSerial();
        }
        this._connection.message(msg);
      }
      /**
       * Export an [`Interface`]{@link module:interface~Interface} on the bus. See
       * the documentation for that class for how to define service interfaces.
       *
       * @param path {string} - The object path to export this `Interface` on.
       * @param iface {module:interface~Interface} - The service interface to export.
       */
      export(path, iface) {
        const obj = this._getServiceObject(path);
        obj.addInterface(iface);
      }
      /**
       * Unexport an `Interface` on the bus. The interface will no longer be
       * advertised to clients.
       *
       * @param {string} path - The object path on which to unexport.
       * @param {module:interface~Interface} [iface] - The `Interface` to unexport.
       * If not given, this will remove all interfaces on the path.
       */
      unexport(path, iface) {
        iface = iface || null;
        if (iface === null) {
          this._removeServiceObject(path);
        } else {
          const obj = this._getServiceObject(path);
          obj.removeInterface(iface);
          if (!obj.interfaces.length) {
            this._removeServiceObject(path);
          }
        }
      }
      _introspect(path) {
        assertObjectPathValid(path);
        const xml = {
          node: {
            node: []
          }
        };
        if (this._serviceObjects[path]) {
          xml.node.interface = this._serviceObjects[path].introspect();
        }
        const pathSplit = path.split("/").filter((n) => n);
        const children2 = /* @__PURE__ */ new Set();
        for (const key of Object.keys(this._serviceObjects)) {
          const keySplit = key.split("/").filter((n) => n);
          if (keySplit.length <= pathSplit.length) {
            continue;
          }
          if (pathSplit.every((v, i) => v === keySplit[i])) {
            children2.add(keySplit[pathSplit.length]);
          }
        }
        for (const child of children2) {
          xml.node.node.push({
            $: {
              name: child
            }
          });
        }
        return xmlHeader + this._builder.buildObject(xml);
      }
      _getServiceObject(path) {
        assertObjectPathValid(path);
        if (!this._serviceObjects[path]) {
          this._serviceObjects[path] = new ServiceObject(path, this);
        }
        return this._serviceObjects[path];
      }
      _removeServiceObject(path) {
        assertObjectPathValid(path);
        if (this._serviceObjects[path]) {
          const obj = this._serviceObjects[path];
          for (const i of Object.keys(obj.interfaces)) {
            obj.removeInterface(obj.interfaces[i]);
          }
          delete this._serviceObjects[path];
        }
      }
      _addMatch(match) {
        if (Object.prototype.hasOwnProperty.call(match, this._matchRules)) {
          this._matchRules[match] += 1;
          return Promise.resolve();
        }
        this._matchRules[match] = 1;
        const msg = new Message({
          path: "/org/freedesktop/DBus",
          destination: "org.freedesktop.DBus",
          interface: "org.freedesktop.DBus",
          member: "AddMatch",
          signature: "s",
          body: [match]
        });
        return this.call(msg);
      }
      _removeMatch(match) {
        if (!this._connection.stream.writable) {
          return Promise.resolve();
        }
        if (Object.prototype.hasOwnProperty.call(match, this._matchRules)) {
          this._matchRules[match] -= 1;
          if (this._matchRules[match] > 0) {
            return Promise.resolve();
          }
        } else {
          return Promise.resolve();
        }
        delete this._matchRules[match];
        const msg = new Message({
          path: "/org/freedesktop/DBus",
          destination: "org.freedesktop.DBus",
          interface: "org.freedesktop.DBus",
          member: "RemoveMatch",
          signature: "s",
          body: [match]
        });
        return this.call(msg);
      }
    };
    module.exports = MessageBus;
  }
});

// ../../node_modules/safe-buffer/index.js
var require_safe_buffer = __commonJS({
  "../../node_modules/safe-buffer/index.js"(exports, module) {
    var buffer = __require("buffer");
    var Buffer2 = buffer.Buffer;
    function copyProps(src, dst) {
      for (var key in src) {
        dst[key] = src[key];
      }
    }
    if (Buffer2.from && Buffer2.alloc && Buffer2.allocUnsafe && Buffer2.allocUnsafeSlow) {
      module.exports = buffer;
    } else {
      copyProps(buffer, exports);
      exports.Buffer = SafeBuffer;
    }
    function SafeBuffer(arg, encodingOrOffset, length) {
      return Buffer2(arg, encodingOrOffset, length);
    }
    SafeBuffer.prototype = Object.create(Buffer2.prototype);
    copyProps(Buffer2, SafeBuffer);
    SafeBuffer.from = function(arg, encodingOrOffset, length) {
      if (typeof arg === "number") {
        throw new TypeError("Argument must not be a number");
      }
      return Buffer2(arg, encodingOrOffset, length);
    };
    SafeBuffer.alloc = function(size, fill, encoding) {
      if (typeof size !== "number") {
        throw new TypeError("Argument must be a number");
      }
      var buf = Buffer2(size);
      if (fill !== void 0) {
        if (typeof encoding === "string") {
          buf.fill(fill, encoding);
        } else {
          buf.fill(fill);
        }
      } else {
        buf.fill(0);
      }
      return buf;
    };
    SafeBuffer.allocUnsafe = function(size) {
      if (typeof size !== "number") {
        throw new TypeError("Argument must be a number");
      }
      return Buffer2(size);
    };
    SafeBuffer.allocUnsafeSlow = function(size) {
      if (typeof size !== "number") {
        throw new TypeError("Argument must be a number");
      }
      return buffer.SlowBuffer(size);
    };
  }
});

// ../../node_modules/@nornagon/put/index.js
var require_put = __commonJS({
  "../../node_modules/@nornagon/put/index.js"(exports, module) {
    module.exports = Put;
    function Put() {
      if (!(this instanceof Put)) return new Put();
      var words2 = [];
      var len = 0;
      this.put = function(buf) {
        words2.push({ buffer: buf });
        len += buf.length;
        return this;
      };
      this.word8 = function(x) {
        words2.push({ bytes: 1, value: x });
        len += 1;
        return this;
      };
      this.floatle = function(x) {
        words2.push({ bytes: "float", endian: "little", value: x });
        len += 4;
        return this;
      };
      [8, 16, 24, 32, 64].forEach((function(bits) {
        this["word" + bits + "be"] = function(x) {
          words2.push({ endian: "big", bytes: bits / 8, value: x });
          len += bits / 8;
          return this;
        };
        this["word" + bits + "le"] = function(x) {
          words2.push({ endian: "little", bytes: bits / 8, value: x });
          len += bits / 8;
          return this;
        };
      }).bind(this));
      this.pad = function(bytes) {
        words2.push({ endian: "big", bytes, value: 0 });
        len += bytes;
        return this;
      };
      this.length = function() {
        return len;
      };
      this.buffer = function() {
        var buf = Buffer.alloc(len);
        var offset = 0;
        words2.forEach(function(word) {
          if (word.buffer) {
            word.buffer.copy(buf, offset, 0);
            offset += word.buffer.length;
          } else if (word.bytes == "float") {
            var v = Math.abs(word.value);
            var s = (word.value >= 0) * 1;
            var e = Math.ceil(Math.log(v) / Math.LN2);
            var f = v / (1 << e);
            console.dir([s, e, f]);
            console.log(word.value);
            buf[offset++] = s << 7 & ~~(e / 2);
            buf[offset++] = (e & 1) << 7 & ~~(f / (1 << 16));
            buf[offset++] = 0;
            buf[offset++] = 0;
            offset += 4;
          } else {
            var big = word.endian === "big";
            var ix = big ? [(word.bytes - 1) * 8, -8] : [0, 8];
            for (var i = ix[0]; big ? i >= 0 : i < word.bytes * 8; i += ix[1]) {
              if (i >= 32) {
                buf[offset++] = Math.floor(word.value / Math.pow(2, i)) & 255;
              } else {
                buf[offset++] = word.value >> i & 255;
              }
            }
          }
        });
        return buf;
      };
      this.write = function(stream) {
        stream.write(this.buffer());
      };
    }
  }
});

// ../../node_modules/dbus-next/lib/align.js
var require_align = __commonJS({
  "../../node_modules/dbus-next/lib/align.js"(exports) {
    var Buffer2 = require_safe_buffer().Buffer;
    function align(ps, n) {
      const pad = n - ps._offset % n;
      if (pad === 0 || pad === n) return;
      const padBuff = Buffer2.alloc(pad);
      ps.put(Buffer2.from(padBuff));
      ps._offset += pad;
    }
    exports.align = align;
  }
});

// ../../node_modules/long/src/long.js
var require_long = __commonJS({
  "../../node_modules/long/src/long.js"(exports, module) {
    module.exports = Long;
    var wasm = null;
    try {
      wasm = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([
        0,
        97,
        115,
        109,
        1,
        0,
        0,
        0,
        1,
        13,
        2,
        96,
        0,
        1,
        127,
        96,
        4,
        127,
        127,
        127,
        127,
        1,
        127,
        3,
        7,
        6,
        0,
        1,
        1,
        1,
        1,
        1,
        6,
        6,
        1,
        127,
        1,
        65,
        0,
        11,
        7,
        50,
        6,
        3,
        109,
        117,
        108,
        0,
        1,
        5,
        100,
        105,
        118,
        95,
        115,
        0,
        2,
        5,
        100,
        105,
        118,
        95,
        117,
        0,
        3,
        5,
        114,
        101,
        109,
        95,
        115,
        0,
        4,
        5,
        114,
        101,
        109,
        95,
        117,
        0,
        5,
        8,
        103,
        101,
        116,
        95,
        104,
        105,
        103,
        104,
        0,
        0,
        10,
        191,
        1,
        6,
        4,
        0,
        35,
        0,
        11,
        36,
        1,
        1,
        126,
        32,
        0,
        173,
        32,
        1,
        173,
        66,
        32,
        134,
        132,
        32,
        2,
        173,
        32,
        3,
        173,
        66,
        32,
        134,
        132,
        126,
        34,
        4,
        66,
        32,
        135,
        167,
        36,
        0,
        32,
        4,
        167,
        11,
        36,
        1,
        1,
        126,
        32,
        0,
        173,
        32,
        1,
        173,
        66,
        32,
        134,
        132,
        32,
        2,
        173,
        32,
        3,
        173,
        66,
        32,
        134,
        132,
        127,
        34,
        4,
        66,
        32,
        135,
        167,
        36,
        0,
        32,
        4,
        167,
        11,
        36,
        1,
        1,
        126,
        32,
        0,
        173,
        32,
        1,
        173,
        66,
        32,
        134,
        132,
        32,
        2,
        173,
        32,
        3,
        173,
        66,
        32,
        134,
        132,
        128,
        34,
        4,
        66,
        32,
        135,
        167,
        36,
        0,
        32,
        4,
        167,
        11,
        36,
        1,
        1,
        126,
        32,
        0,
        173,
        32,
        1,
        173,
        66,
        32,
        134,
        132,
        32,
        2,
        173,
        32,
        3,
        173,
        66,
        32,
        134,
        132,
        129,
        34,
        4,
        66,
        32,
        135,
        167,
        36,
        0,
        32,
        4,
        167,
        11,
        36,
        1,
        1,
        126,
        32,
        0,
        173,
        32,
        1,
        173,
        66,
        32,
        134,
        132,
        32,
        2,
        173,
        32,
        3,
        173,
        66,
        32,
        134,
        132,
        130,
        34,
        4,
        66,
        32,
        135,
        167,
        36,
        0,
        32,
        4,
        167,
        11
      ])), {}).exports;
    } catch (e) {
    }
    function Long(low, high, unsigned) {
      this.low = low | 0;
      this.high = high | 0;
      this.unsigned = !!unsigned;
    }
    Long.prototype.__isLong__;
    Object.defineProperty(Long.prototype, "__isLong__", { value: true });
    function isLong(obj) {
      return (obj && obj["__isLong__"]) === true;
    }
    Long.isLong = isLong;
    var INT_CACHE = {};
    var UINT_CACHE = {};
    function fromInt(value, unsigned) {
      var obj, cachedObj, cache;
      if (unsigned) {
        value >>>= 0;
        if (cache = 0 <= value && value < 256) {
          cachedObj = UINT_CACHE[value];
          if (cachedObj)
            return cachedObj;
        }
        obj = fromBits(value, (value | 0) < 0 ? -1 : 0, true);
        if (cache)
          UINT_CACHE[value] = obj;
        return obj;
      } else {
        value |= 0;
        if (cache = -128 <= value && value < 128) {
          cachedObj = INT_CACHE[value];
          if (cachedObj)
            return cachedObj;
        }
        obj = fromBits(value, value < 0 ? -1 : 0, false);
        if (cache)
          INT_CACHE[value] = obj;
        return obj;
      }
    }
    Long.fromInt = fromInt;
    function fromNumber(value, unsigned) {
      if (isNaN(value))
        return unsigned ? UZERO : ZERO;
      if (unsigned) {
        if (value < 0)
          return UZERO;
        if (value >= TWO_PWR_64_DBL)
          return MAX_UNSIGNED_VALUE;
      } else {
        if (value <= -TWO_PWR_63_DBL)
          return MIN_VALUE;
        if (value + 1 >= TWO_PWR_63_DBL)
          return MAX_VALUE;
      }
      if (value < 0)
        return fromNumber(-value, unsigned).neg();
      return fromBits(value % TWO_PWR_32_DBL | 0, value / TWO_PWR_32_DBL | 0, unsigned);
    }
    Long.fromNumber = fromNumber;
    function fromBits(lowBits, highBits, unsigned) {
      return new Long(lowBits, highBits, unsigned);
    }
    Long.fromBits = fromBits;
    var pow_dbl = Math.pow;
    function fromString(str, unsigned, radix) {
      if (str.length === 0)
        throw Error("empty string");
      if (str === "NaN" || str === "Infinity" || str === "+Infinity" || str === "-Infinity")
        return ZERO;
      if (typeof unsigned === "number") {
        radix = unsigned, unsigned = false;
      } else {
        unsigned = !!unsigned;
      }
      radix = radix || 10;
      if (radix < 2 || 36 < radix)
        throw RangeError("radix");
      var p;
      if ((p = str.indexOf("-")) > 0)
        throw Error("interior hyphen");
      else if (p === 0) {
        return fromString(str.substring(1), unsigned, radix).neg();
      }
      var radixToPower = fromNumber(pow_dbl(radix, 8));
      var result = ZERO;
      for (var i = 0; i < str.length; i += 8) {
        var size = Math.min(8, str.length - i), value = parseInt(str.substring(i, i + size), radix);
        if (size < 8) {
          var power = fromNumber(pow_dbl(radix, size));
          result = result.mul(power).add(fromNumber(value));
        } else {
          result = result.mul(radixToPower);
          result = result.add(fromNumber(value));
        }
      }
      result.unsigned = unsigned;
      return result;
    }
    Long.fromString = fromString;
    function fromValue(val, unsigned) {
      if (typeof val === "number")
        return fromNumber(val, unsigned);
      if (typeof val === "string")
        return fromString(val, unsigned);
      return fromBits(val.low, val.high, typeof unsigned === "boolean" ? unsigned : val.unsigned);
    }
    Long.fromValue = fromValue;
    var TWO_PWR_16_DBL = 1 << 16;
    var TWO_PWR_24_DBL = 1 << 24;
    var TWO_PWR_32_DBL = TWO_PWR_16_DBL * TWO_PWR_16_DBL;
    var TWO_PWR_64_DBL = TWO_PWR_32_DBL * TWO_PWR_32_DBL;
    var TWO_PWR_63_DBL = TWO_PWR_64_DBL / 2;
    var TWO_PWR_24 = fromInt(TWO_PWR_24_DBL);
    var ZERO = fromInt(0);
    Long.ZERO = ZERO;
    var UZERO = fromInt(0, true);
    Long.UZERO = UZERO;
    var ONE = fromInt(1);
    Long.ONE = ONE;
    var UONE = fromInt(1, true);
    Long.UONE = UONE;
    var NEG_ONE = fromInt(-1);
    Long.NEG_ONE = NEG_ONE;
    var MAX_VALUE = fromBits(4294967295 | 0, 2147483647 | 0, false);
    Long.MAX_VALUE = MAX_VALUE;
    var MAX_UNSIGNED_VALUE = fromBits(4294967295 | 0, 4294967295 | 0, true);
    Long.MAX_UNSIGNED_VALUE = MAX_UNSIGNED_VALUE;
    var MIN_VALUE = fromBits(0, 2147483648 | 0, false);
    Long.MIN_VALUE = MIN_VALUE;
    var LongPrototype = Long.prototype;
    LongPrototype.toInt = function toInt() {
      return this.unsigned ? this.low >>> 0 : this.low;
    };
    LongPrototype.toNumber = function toNumber() {
      if (this.unsigned)
        return (this.high >>> 0) * TWO_PWR_32_DBL + (this.low >>> 0);
      return this.high * TWO_PWR_32_DBL + (this.low >>> 0);
    };
    LongPrototype.toString = function toString(radix) {
      radix = radix || 10;
      if (radix < 2 || 36 < radix)
        throw RangeError("radix");
      if (this.isZero())
        return "0";
      if (this.isNegative()) {
        if (this.eq(MIN_VALUE)) {
          var radixLong = fromNumber(radix), div = this.div(radixLong), rem1 = div.mul(radixLong).sub(this);
          return div.toString(radix) + rem1.toInt().toString(radix);
        } else
          return "-" + this.neg().toString(radix);
      }
      var radixToPower = fromNumber(pow_dbl(radix, 6), this.unsigned), rem = this;
      var result = "";
      while (true) {
        var remDiv = rem.div(radixToPower), intval = rem.sub(remDiv.mul(radixToPower)).toInt() >>> 0, digits = intval.toString(radix);
        rem = remDiv;
        if (rem.isZero())
          return digits + result;
        else {
          while (digits.length < 6)
            digits = "0" + digits;
          result = "" + digits + result;
        }
      }
    };
    LongPrototype.getHighBits = function getHighBits() {
      return this.high;
    };
    LongPrototype.getHighBitsUnsigned = function getHighBitsUnsigned() {
      return this.high >>> 0;
    };
    LongPrototype.getLowBits = function getLowBits() {
      return this.low;
    };
    LongPrototype.getLowBitsUnsigned = function getLowBitsUnsigned() {
      return this.low >>> 0;
    };
    LongPrototype.getNumBitsAbs = function getNumBitsAbs() {
      if (this.isNegative())
        return this.eq(MIN_VALUE) ? 64 : this.neg().getNumBitsAbs();
      var val = this.high != 0 ? this.high : this.low;
      for (var bit = 31; bit > 0; bit--)
        if ((val & 1 << bit) != 0)
          break;
      return this.high != 0 ? bit + 33 : bit + 1;
    };
    LongPrototype.isZero = function isZero() {
      return this.high === 0 && this.low === 0;
    };
    LongPrototype.eqz = LongPrototype.isZero;
    LongPrototype.isNegative = function isNegative() {
      return !this.unsigned && this.high < 0;
    };
    LongPrototype.isPositive = function isPositive() {
      return this.unsigned || this.high >= 0;
    };
    LongPrototype.isOdd = function isOdd() {
      return (this.low & 1) === 1;
    };
    LongPrototype.isEven = function isEven() {
      return (this.low & 1) === 0;
    };
    LongPrototype.equals = function equals(other) {
      if (!isLong(other))
        other = fromValue(other);
      if (this.unsigned !== other.unsigned && this.high >>> 31 === 1 && other.high >>> 31 === 1)
        return false;
      return this.high === other.high && this.low === other.low;
    };
    LongPrototype.eq = LongPrototype.equals;
    LongPrototype.notEquals = function notEquals(other) {
      return !this.eq(
        /* validates */
        other
      );
    };
    LongPrototype.neq = LongPrototype.notEquals;
    LongPrototype.ne = LongPrototype.notEquals;
    LongPrototype.lessThan = function lessThan(other) {
      return this.comp(
        /* validates */
        other
      ) < 0;
    };
    LongPrototype.lt = LongPrototype.lessThan;
    LongPrototype.lessThanOrEqual = function lessThanOrEqual(other) {
      return this.comp(
        /* validates */
        other
      ) <= 0;
    };
    LongPrototype.lte = LongPrototype.lessThanOrEqual;
    LongPrototype.le = LongPrototype.lessThanOrEqual;
    LongPrototype.greaterThan = function greaterThan(other) {
      return this.comp(
        /* validates */
        other
      ) > 0;
    };
    LongPrototype.gt = LongPrototype.greaterThan;
    LongPrototype.greaterThanOrEqual = function greaterThanOrEqual(other) {
      return this.comp(
        /* validates */
        other
      ) >= 0;
    };
    LongPrototype.gte = LongPrototype.greaterThanOrEqual;
    LongPrototype.ge = LongPrototype.greaterThanOrEqual;
    LongPrototype.compare = function compare(other) {
      if (!isLong(other))
        other = fromValue(other);
      if (this.eq(other))
        return 0;
      var thisNeg = this.isNegative(), otherNeg = other.isNegative();
      if (thisNeg && !otherNeg)
        return -1;
      if (!thisNeg && otherNeg)
        return 1;
      if (!this.unsigned)
        return this.sub(other).isNegative() ? -1 : 1;
      return other.high >>> 0 > this.high >>> 0 || other.high === this.high && other.low >>> 0 > this.low >>> 0 ? -1 : 1;
    };
    LongPrototype.comp = LongPrototype.compare;
    LongPrototype.negate = function negate() {
      if (!this.unsigned && this.eq(MIN_VALUE))
        return MIN_VALUE;
      return this.not().add(ONE);
    };
    LongPrototype.neg = LongPrototype.negate;
    LongPrototype.add = function add(addend) {
      if (!isLong(addend))
        addend = fromValue(addend);
      var a48 = this.high >>> 16;
      var a32 = this.high & 65535;
      var a16 = this.low >>> 16;
      var a00 = this.low & 65535;
      var b48 = addend.high >>> 16;
      var b32 = addend.high & 65535;
      var b16 = addend.low >>> 16;
      var b00 = addend.low & 65535;
      var c48 = 0, c32 = 0, c16 = 0, c00 = 0;
      c00 += a00 + b00;
      c16 += c00 >>> 16;
      c00 &= 65535;
      c16 += a16 + b16;
      c32 += c16 >>> 16;
      c16 &= 65535;
      c32 += a32 + b32;
      c48 += c32 >>> 16;
      c32 &= 65535;
      c48 += a48 + b48;
      c48 &= 65535;
      return fromBits(c16 << 16 | c00, c48 << 16 | c32, this.unsigned);
    };
    LongPrototype.subtract = function subtract(subtrahend) {
      if (!isLong(subtrahend))
        subtrahend = fromValue(subtrahend);
      return this.add(subtrahend.neg());
    };
    LongPrototype.sub = LongPrototype.subtract;
    LongPrototype.multiply = function multiply(multiplier) {
      if (this.isZero())
        return ZERO;
      if (!isLong(multiplier))
        multiplier = fromValue(multiplier);
      if (wasm) {
        var low = wasm.mul(
          this.low,
          this.high,
          multiplier.low,
          multiplier.high
        );
        return fromBits(low, wasm.get_high(), this.unsigned);
      }
      if (multiplier.isZero())
        return ZERO;
      if (this.eq(MIN_VALUE))
        return multiplier.isOdd() ? MIN_VALUE : ZERO;
      if (multiplier.eq(MIN_VALUE))
        return this.isOdd() ? MIN_VALUE : ZERO;
      if (this.isNegative()) {
        if (multiplier.isNegative())
          return this.neg().mul(multiplier.neg());
        else
          return this.neg().mul(multiplier).neg();
      } else if (multiplier.isNegative())
        return this.mul(multiplier.neg()).neg();
      if (this.lt(TWO_PWR_24) && multiplier.lt(TWO_PWR_24))
        return fromNumber(this.toNumber() * multiplier.toNumber(), this.unsigned);
      var a48 = this.high >>> 16;
      var a32 = this.high & 65535;
      var a16 = this.low >>> 16;
      var a00 = this.low & 65535;
      var b48 = multiplier.high >>> 16;
      var b32 = multiplier.high & 65535;
      var b16 = multiplier.low >>> 16;
      var b00 = multiplier.low & 65535;
      var c48 = 0, c32 = 0, c16 = 0, c00 = 0;
      c00 += a00 * b00;
      c16 += c00 >>> 16;
      c00 &= 65535;
      c16 += a16 * b00;
      c32 += c16 >>> 16;
      c16 &= 65535;
      c16 += a00 * b16;
      c32 += c16 >>> 16;
      c16 &= 65535;
      c32 += a32 * b00;
      c48 += c32 >>> 16;
      c32 &= 65535;
      c32 += a16 * b16;
      c48 += c32 >>> 16;
      c32 &= 65535;
      c32 += a00 * b32;
      c48 += c32 >>> 16;
      c32 &= 65535;
      c48 += a48 * b00 + a32 * b16 + a16 * b32 + a00 * b48;
      c48 &= 65535;
      return fromBits(c16 << 16 | c00, c48 << 16 | c32, this.unsigned);
    };
    LongPrototype.mul = LongPrototype.multiply;
    LongPrototype.divide = function divide(divisor) {
      if (!isLong(divisor))
        divisor = fromValue(divisor);
      if (divisor.isZero())
        throw Error("division by zero");
      if (wasm) {
        if (!this.unsigned && this.high === -2147483648 && divisor.low === -1 && divisor.high === -1) {
          return this;
        }
        var low = (this.unsigned ? wasm.div_u : wasm.div_s)(
          this.low,
          this.high,
          divisor.low,
          divisor.high
        );
        return fromBits(low, wasm.get_high(), this.unsigned);
      }
      if (this.isZero())
        return this.unsigned ? UZERO : ZERO;
      var approx, rem, res;
      if (!this.unsigned) {
        if (this.eq(MIN_VALUE)) {
          if (divisor.eq(ONE) || divisor.eq(NEG_ONE))
            return MIN_VALUE;
          else if (divisor.eq(MIN_VALUE))
            return ONE;
          else {
            var halfThis = this.shr(1);
            approx = halfThis.div(divisor).shl(1);
            if (approx.eq(ZERO)) {
              return divisor.isNegative() ? ONE : NEG_ONE;
            } else {
              rem = this.sub(divisor.mul(approx));
              res = approx.add(rem.div(divisor));
              return res;
            }
          }
        } else if (divisor.eq(MIN_VALUE))
          return this.unsigned ? UZERO : ZERO;
        if (this.isNegative()) {
          if (divisor.isNegative())
            return this.neg().div(divisor.neg());
          return this.neg().div(divisor).neg();
        } else if (divisor.isNegative())
          return this.div(divisor.neg()).neg();
        res = ZERO;
      } else {
        if (!divisor.unsigned)
          divisor = divisor.toUnsigned();
        if (divisor.gt(this))
          return UZERO;
        if (divisor.gt(this.shru(1)))
          return UONE;
        res = UZERO;
      }
      rem = this;
      while (rem.gte(divisor)) {
        approx = Math.max(1, Math.floor(rem.toNumber() / divisor.toNumber()));
        var log2 = Math.ceil(Math.log(approx) / Math.LN2), delta = log2 <= 48 ? 1 : pow_dbl(2, log2 - 48), approxRes = fromNumber(approx), approxRem = approxRes.mul(divisor);
        while (approxRem.isNegative() || approxRem.gt(rem)) {
          approx -= delta;
          approxRes = fromNumber(approx, this.unsigned);
          approxRem = approxRes.mul(divisor);
        }
        if (approxRes.isZero())
          approxRes = ONE;
        res = res.add(approxRes);
        rem = rem.sub(approxRem);
      }
      return res;
    };
    LongPrototype.div = LongPrototype.divide;
    LongPrototype.modulo = function modulo(divisor) {
      if (!isLong(divisor))
        divisor = fromValue(divisor);
      if (wasm) {
        var low = (this.unsigned ? wasm.rem_u : wasm.rem_s)(
          this.low,
          this.high,
          divisor.low,
          divisor.high
        );
        return fromBits(low, wasm.get_high(), this.unsigned);
      }
      return this.sub(this.div(divisor).mul(divisor));
    };
    LongPrototype.mod = LongPrototype.modulo;
    LongPrototype.rem = LongPrototype.modulo;
    LongPrototype.not = function not() {
      return fromBits(~this.low, ~this.high, this.unsigned);
    };
    LongPrototype.and = function and(other) {
      if (!isLong(other))
        other = fromValue(other);
      return fromBits(this.low & other.low, this.high & other.high, this.unsigned);
    };
    LongPrototype.or = function or(other) {
      if (!isLong(other))
        other = fromValue(other);
      return fromBits(this.low | other.low, this.high | other.high, this.unsigned);
    };
    LongPrototype.xor = function xor(other) {
      if (!isLong(other))
        other = fromValue(other);
      return fromBits(this.low ^ other.low, this.high ^ other.high, this.unsigned);
    };
    LongPrototype.shiftLeft = function shiftLeft(numBits) {
      if (isLong(numBits))
        numBits = numBits.toInt();
      if ((numBits &= 63) === 0)
        return this;
      else if (numBits < 32)
        return fromBits(this.low << numBits, this.high << numBits | this.low >>> 32 - numBits, this.unsigned);
      else
        return fromBits(0, this.low << numBits - 32, this.unsigned);
    };
    LongPrototype.shl = LongPrototype.shiftLeft;
    LongPrototype.shiftRight = function shiftRight(numBits) {
      if (isLong(numBits))
        numBits = numBits.toInt();
      if ((numBits &= 63) === 0)
        return this;
      else if (numBits < 32)
        return fromBits(this.low >>> numBits | this.high << 32 - numBits, this.high >> numBits, this.unsigned);
      else
        return fromBits(this.high >> numBits - 32, this.high >= 0 ? 0 : -1, this.unsigned);
    };
    LongPrototype.shr = LongPrototype.shiftRight;
    LongPrototype.shiftRightUnsigned = function shiftRightUnsigned(numBits) {
      if (isLong(numBits))
        numBits = numBits.toInt();
      numBits &= 63;
      if (numBits === 0)
        return this;
      else {
        var high = this.high;
        if (numBits < 32) {
          var low = this.low;
          return fromBits(low >>> numBits | high << 32 - numBits, high >>> numBits, this.unsigned);
        } else if (numBits === 32)
          return fromBits(high, 0, this.unsigned);
        else
          return fromBits(high >>> numBits - 32, 0, this.unsigned);
      }
    };
    LongPrototype.shru = LongPrototype.shiftRightUnsigned;
    LongPrototype.shr_u = LongPrototype.shiftRightUnsigned;
    LongPrototype.toSigned = function toSigned() {
      if (!this.unsigned)
        return this;
      return fromBits(this.low, this.high, false);
    };
    LongPrototype.toUnsigned = function toUnsigned() {
      if (this.unsigned)
        return this;
      return fromBits(this.low, this.high, true);
    };
    LongPrototype.toBytes = function toBytes(le) {
      return le ? this.toBytesLE() : this.toBytesBE();
    };
    LongPrototype.toBytesLE = function toBytesLE() {
      var hi = this.high, lo = this.low;
      return [
        lo & 255,
        lo >>> 8 & 255,
        lo >>> 16 & 255,
        lo >>> 24,
        hi & 255,
        hi >>> 8 & 255,
        hi >>> 16 & 255,
        hi >>> 24
      ];
    };
    LongPrototype.toBytesBE = function toBytesBE() {
      var hi = this.high, lo = this.low;
      return [
        hi >>> 24,
        hi >>> 16 & 255,
        hi >>> 8 & 255,
        hi & 255,
        lo >>> 24,
        lo >>> 16 & 255,
        lo >>> 8 & 255,
        lo & 255
      ];
    };
    Long.fromBytes = function fromBytes(bytes, unsigned, le) {
      return le ? Long.fromBytesLE(bytes, unsigned) : Long.fromBytesBE(bytes, unsigned);
    };
    Long.fromBytesLE = function fromBytesLE(bytes, unsigned) {
      return new Long(
        bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24,
        bytes[4] | bytes[5] << 8 | bytes[6] << 16 | bytes[7] << 24,
        unsigned
      );
    };
    Long.fromBytesBE = function fromBytesBE(bytes, unsigned) {
      return new Long(
        bytes[4] << 24 | bytes[5] << 16 | bytes[6] << 8 | bytes[7],
        bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3],
        unsigned
      );
    };
  }
});

// ../../node_modules/dbus-next/lib/library-options.js
var require_library_options = __commonJS({
  "../../node_modules/dbus-next/lib/library-options.js"(exports, module) {
    var libraryOptions = {
      bigIntCompat: false
    };
    module.exports.getBigIntCompat = function() {
      return libraryOptions.bigIntCompat;
    };
    module.exports.setBigIntCompat = function(val) {
      if (typeof val !== "boolean") {
        throw new Error("dbus.setBigIntCompat() must be called with a boolean parameter");
      }
      libraryOptions.bigIntCompat = val;
    };
  }
});

// ../../node_modules/dbus-next/lib/marshallers.js
var require_marshallers = __commonJS({
  "../../node_modules/dbus-next/lib/marshallers.js"(exports) {
    var Buffer2 = require_safe_buffer().Buffer;
    var align = require_align().align;
    var { parseSignature } = require_signature();
    var Long = require_long();
    var { getBigIntCompat } = require_library_options();
    var JSBI = require_jsbi_cjs();
    var {
      _getJSBIConstants,
      _getBigIntConstants
    } = require_constants();
    var MakeSimpleMarshaller = function(signature) {
      const marshaller = {};
      function checkValidString(data) {
        if (typeof data !== "string") {
          throw new Error(`Data: ${data} was not of type string`);
        } else if (data.indexOf("\0") !== -1) {
          throw new Error("String contains null byte");
        }
      }
      function checkValidSignature(data) {
        if (data.length > 255) {
          throw new Error(
            `Data: ${data} is too long for signature type (${data.length} > 255)`
          );
        }
        let parenCount = 0;
        for (let ii = 0; ii < data.length; ++ii) {
          if (parenCount > 32) {
            throw new Error(
              `Maximum container type nesting exceeded in signature type:${data}`
            );
          }
          switch (data[ii]) {
            case "(":
              ++parenCount;
              break;
            case ")":
              --parenCount;
              break;
            default:
              break;
          }
        }
        parseSignature(data);
      }
      switch (signature) {
        case "o":
        // object path
        // TODO: verify object path here?
        case "s":
          marshaller.check = function(data) {
            checkValidString(data);
          };
          marshaller.marshall = function(ps, data) {
            this.check(data);
            align(ps, 4);
            const buff = Buffer2.from(data, "utf8");
            ps.word32le(buff.length).put(buff).word8(0);
            ps._offset += 5 + buff.length;
          };
          break;
        case "g":
          marshaller.check = function(data) {
            checkValidString(data);
            checkValidSignature(data);
          };
          marshaller.marshall = function(ps, data) {
            this.check(data);
            const buff = Buffer2.from(data, "ascii");
            ps.word8(data.length).put(buff).word8(0);
            ps._offset += 2 + buff.length;
          };
          break;
        case "y":
          marshaller.check = function(data) {
            checkInteger(data);
            checkRange(0, 255, data);
          };
          marshaller.marshall = function(ps, data) {
            this.check(data);
            ps.word8(data);
            ps._offset++;
          };
          break;
        case "b":
          marshaller.check = function(data) {
            checkBoolean(data);
          };
          marshaller.marshall = function(ps, data) {
            this.check(data);
            data = data ? 1 : 0;
            align(ps, 4);
            ps.word32le(data);
            ps._offset += 4;
          };
          break;
        case "n":
          marshaller.check = function(data) {
            checkInteger(data);
            checkRange(-32767 - 1, 32767, data);
          };
          marshaller.marshall = function(ps, data) {
            this.check(data);
            align(ps, 2);
            const buff = Buffer2.alloc(2);
            buff.writeInt16LE(parseInt(data), 0);
            ps.put(buff);
            ps._offset += 2;
          };
          break;
        case "q":
          marshaller.check = function(data) {
            checkInteger(data);
            checkRange(0, 65535, data);
          };
          marshaller.marshall = function(ps, data) {
            this.check(data);
            align(ps, 2);
            ps.word16le(data);
            ps._offset += 2;
          };
          break;
        case "h":
        case "i":
          marshaller.check = function(data) {
            checkInteger(data);
            checkRange(-2147483647 - 1, 2147483647, data);
          };
          marshaller.marshall = function(ps, data) {
            this.check(data);
            align(ps, 4);
            const buff = Buffer2.alloc(4);
            buff.writeInt32LE(parseInt(data), 0);
            ps.put(buff);
            ps._offset += 4;
          };
          break;
        case "u":
          marshaller.check = function(data) {
            checkInteger(data);
            checkRange(0, 4294967295, data);
          };
          marshaller.marshall = function(ps, data) {
            this.check(data);
            align(ps, 4);
            ps.word32le(data);
            ps._offset += 4;
          };
          break;
        case "t":
          marshaller.check = function(data) {
            return checkLong(data, false);
          };
          marshaller.marshall = function(ps, data) {
            data = this.check(data);
            align(ps, 8);
            ps.word32le(data.low);
            ps.word32le(data.high);
            ps._offset += 8;
          };
          break;
        case "x":
          marshaller.check = function(data) {
            return checkLong(data, true);
          };
          marshaller.marshall = function(ps, data) {
            data = this.check(data);
            align(ps, 8);
            ps.word32le(data.low);
            ps.word32le(data.high);
            ps._offset += 8;
          };
          break;
        case "d":
          marshaller.check = function(data) {
            if (typeof data !== "number") {
              throw new Error(`Data: ${data} was not of type number`);
            } else if (Number.isNaN(data)) {
              throw new Error(`Data: ${data} was not a number`);
            } else if (!Number.isFinite(data)) {
              throw new Error("Number outside range");
            }
          };
          marshaller.marshall = function(ps, data) {
            this.check(data);
            align(ps, 8);
            const buff = Buffer2.alloc(8);
            buff.writeDoubleLE(parseFloat(data), 0);
            ps.put(buff);
            ps._offset += 8;
          };
          break;
        default:
          throw new Error(`Unknown data type format: ${signature}`);
      }
      return marshaller;
    };
    exports.MakeSimpleMarshaller = MakeSimpleMarshaller;
    var checkRange = function(minValue, maxValue, data) {
      if (data > maxValue || data < minValue) {
        throw new Error("Number outside range");
      }
    };
    var checkInteger = function(data) {
      if (typeof data !== "number") {
        throw new Error(`Data: ${data} was not of type number`);
      }
      if (Math.floor(data) !== data) {
        throw new Error(`Data: ${data} was not an integer`);
      }
    };
    var checkBoolean = function(data) {
      if (!(typeof data === "boolean" || data === 0 || data === 1)) {
        throw new Error(`Data: ${data} was not of type boolean`);
      }
    };
    var checkJSBILong = function(data, signed) {
      const { MAX_INT64, MIN_INT64, MAX_UINT64, MIN_UINT64 } = _getJSBIConstants();
      data = JSBI.BigInt(data.toString());
      if (signed) {
        if (JSBI.greaterThan(data, MAX_INT64)) {
          throw new Error("data was out of range (greater than max int64)");
        } else if (JSBI.lessThan(data, MIN_INT64)) {
          throw new Error("data was out of range (less than min int64)");
        }
      } else {
        if (JSBI.greaterThan(data, MAX_UINT64)) {
          throw new Error("data was out of range (greater than max uint64)");
        } else if (JSBI.lessThan(data, MIN_UINT64)) {
          throw new Error("data was out of range (less than min uint64)");
        }
      }
      return Long.fromString(data.toString(), true);
    };
    var checkBigIntLong = function(data, signed) {
      const { MAX_INT64, MIN_INT64, MAX_UINT64, MIN_UINT64 } = _getBigIntConstants();
      if (typeof data !== "bigint") {
        data = BigInt(data.toString());
      }
      if (signed) {
        if (data > MAX_INT64) {
          throw new Error("data was out of range (greater than max int64)");
        } else if (data < MIN_INT64) {
          throw new Error("data was out of range (less than min int64)");
        }
      } else {
        if (data > MAX_UINT64) {
          throw new Error("data was out of range (greater than max uint64)");
        } else if (data < MIN_UINT64) {
          throw new Error("data was out of range (less than min uint64)");
        }
      }
      return Long.fromString(data.toString(), true);
    };
    var checkLong = function(data, signed) {
      const compat = getBigIntCompat();
      if (compat) {
        return checkJSBILong(data, signed);
      } else {
        return checkBigIntLong(data, signed);
      }
    };
  }
});

// ../../node_modules/dbus-next/lib/marshall.js
var require_marshall = __commonJS({
  "../../node_modules/dbus-next/lib/marshall.js"(exports, module) {
    var assert = __require("assert");
    var { parseSignature } = require_signature();
    var put = require_put();
    var Marshallers = require_marshallers();
    var align = require_align().align;
    module.exports = function marshall(signature, data, offset, fds) {
      if (typeof offset === "undefined") offset = 0;
      const tree = parseSignature(signature);
      if (!Array.isArray(data) || data.length !== tree.length) {
        throw new Error(
          `message body does not match message signature. Body:${JSON.stringify(
            data
          )}, signature:${signature}`
        );
      }
      const putstream = put();
      putstream._offset = offset;
      const buf = writeStruct(putstream, tree, data, fds).buffer();
      return buf;
    };
    function writeStruct(ps, tree, data, fds) {
      if (tree.length !== data.length) {
        throw new Error("Invalid struct data");
      }
      for (let i = 0; i < tree.length; ++i) {
        write(ps, tree[i], data[i], fds);
      }
      return ps;
    }
    function write(ps, ele, data, fds) {
      switch (ele.type) {
        case "(":
        case "{":
          align(ps, 8);
          writeStruct(ps, ele.child, data, fds);
          break;
        case "a": {
          const arrPut = put();
          arrPut._offset = ps._offset;
          const _offset = arrPut._offset;
          writeSimple(arrPut, "u", 0);
          const lengthOffset = arrPut._offset - 4 - _offset;
          if (["x", "t", "d", "{", "("].indexOf(ele.child[0].type) !== -1) {
            align(arrPut, 8);
          }
          const startOffset = arrPut._offset;
          for (let i = 0; i < data.length; ++i) {
            write(arrPut, ele.child[0], data[i], fds);
          }
          const arrBuff = arrPut.buffer();
          const length = arrPut._offset - startOffset;
          arrBuff.writeUInt32LE(length, lengthOffset);
          ps.put(arrBuff);
          ps._offset += arrBuff.length;
          break;
        }
        case "v": {
          assert.strictEqual(data.length, 2, "variant data should be [signature, data]");
          const signatureEle = {
            type: "g",
            child: []
          };
          write(ps, signatureEle, data[0], fds);
          const tree = parseSignature(data[0]);
          assert(tree.length === 1);
          write(ps, tree[0], data[1], fds);
          break;
        }
        case "h": {
          if (fds) {
            const idx = fds.push(data);
            return writeSimple(ps, ele.type, idx - 1);
          }
        }
        default:
          return writeSimple(ps, ele.type, data);
      }
    }
    var stringTypes = ["g", "o", "s"];
    function writeSimple(ps, type, data) {
      if (typeof data === "undefined") {
        throw new Error(
          "Serialisation of JS 'undefined' type is not supported by d-bus"
        );
      }
      if (data === null) {
        throw new Error("Serialisation of null value is not supported by d-bus");
      }
      if (Buffer.isBuffer(data)) data = data.toString();
      if (stringTypes.indexOf(type) !== -1 && typeof data !== "string") {
        throw new Error(
          `Expected string or buffer argument, got ${JSON.stringify(
            data
          )} of type '${type}'`
        );
      }
      const simpleMarshaller = Marshallers.MakeSimpleMarshaller(type);
      simpleMarshaller.marshall(ps, data);
      return ps;
    }
  }
});

// ../../node_modules/dbus-next/lib/dbus-buffer.js
var require_dbus_buffer = __commonJS({
  "../../node_modules/dbus-next/lib/dbus-buffer.js"(exports, module) {
    var { parseSignature } = require_signature();
    var { getBigIntCompat } = require_library_options();
    var JSBI = require_jsbi_cjs();
    var Long = require_long();
    var LE = require_constants().endianness.le;
    function DBusBuffer(buffer, startPos, endian, fds, options) {
      if (typeof options !== "object") {
        options = { ayBuffer: true };
      } else if (options.ayBuffer === void 0) {
        options.ayBuffer = true;
      }
      this.options = options;
      this.buffer = buffer;
      this.endian = endian;
      this.fds = fds;
      this.startPos = startPos || 0;
      this.pos = 0;
    }
    DBusBuffer.prototype.align = function(power) {
      const allbits = (1 << power) - 1;
      const paddedOffset = this.pos + this.startPos + allbits >> power << power;
      this.pos = paddedOffset - this.startPos;
    };
    DBusBuffer.prototype.readInt8 = function() {
      this.pos++;
      return this.buffer[this.pos - 1];
    };
    DBusBuffer.prototype.readSInt16 = function() {
      this.align(1);
      const res = this.endian === LE ? this.buffer.readInt16LE(this.pos) : this.buffer.readInt16BE(this.pos);
      this.pos += 2;
      return res;
    };
    DBusBuffer.prototype.readInt16 = function() {
      this.align(1);
      const res = this.endian === LE ? this.buffer.readUInt16LE(this.pos) : this.buffer.readUInt16BE(this.pos);
      this.pos += 2;
      return res;
    };
    DBusBuffer.prototype.readSInt32 = function() {
      this.align(2);
      const res = this.endian === LE ? this.buffer.readInt32LE(this.pos) : this.buffer.readInt32BE(this.pos);
      this.pos += 4;
      return res;
    };
    DBusBuffer.prototype.readInt32 = function() {
      this.align(2);
      const res = this.endian === LE ? this.buffer.readUInt32LE(this.pos) : this.buffer.readUInt32BE(this.pos);
      this.pos += 4;
      return res;
    };
    DBusBuffer.prototype.readDouble = function() {
      this.align(3);
      const res = this.endian === LE ? this.buffer.readDoubleLE(this.pos) : this.buffer.readDoubleBE(this.pos);
      this.pos += 8;
      return res;
    };
    DBusBuffer.prototype.readString = function(len) {
      if (len === 0) {
        this.pos++;
        return "";
      }
      const res = this.buffer.toString("utf8", this.pos, this.pos + len);
      this.pos += len + 1;
      return res;
    };
    DBusBuffer.prototype.readTree = function readTree(tree) {
      switch (tree.type) {
        case "(":
        case "{":
        case "r":
          this.align(3);
          return this.readStruct(tree.child);
        case "a":
          if (!tree.child || tree.child.length !== 1) {
            throw new Error("Incorrect array element signature");
          }
          return this.readArray(tree.child[0], this.readInt32());
        case "v":
          return this.readVariant();
        default:
          return this.readSimpleType(tree.type);
      }
    };
    DBusBuffer.prototype.read = function read2(signature) {
      const tree = parseSignature(signature);
      return this.readStruct(tree);
    };
    DBusBuffer.prototype.readVariant = function readVariant() {
      const signature = this.readSimpleType("g");
      const tree = parseSignature(signature);
      return [tree, this.readStruct(tree)];
    };
    DBusBuffer.prototype.readStruct = function readStruct(struct2) {
      const result = [];
      for (let i = 0; i < struct2.length; ++i) {
        result.push(this.readTree(struct2[i]));
      }
      return result;
    };
    DBusBuffer.prototype.readArray = function readArray(eleType, arrayBlobSize) {
      const result = [];
      const start = this.pos;
      if (eleType.type === "y" && this.options.ayBuffer) {
        this.pos += arrayBlobSize;
        return this.buffer.slice(start, this.pos);
      }
      if (["x", "t", "d", "{", "(", "r"].indexOf(eleType.type) !== -1) {
        this.align(3);
      }
      const end = this.pos + arrayBlobSize;
      while (this.pos < end) {
        result.push(this.readTree(eleType));
      }
      return result;
    };
    DBusBuffer.prototype.readSimpleType = function readSimpleType(t) {
      let len, word0, word1;
      switch (t) {
        case "y":
          return this.readInt8();
        case "b":
          return !!this.readInt32();
        case "n":
          return this.readSInt16();
        case "q":
          return this.readInt16();
        case "h": {
          const idx = this.readInt32();
          if (!this.fds || this.fds.length <= idx) throw new Error("No FDs available");
          return this.fds[idx];
        }
        case "u":
          return this.readInt32();
        case "i":
          return this.readSInt32();
        case "g":
          len = this.readInt8();
          return this.readString(len);
        case "s":
        case "o":
          len = this.readInt32();
          return this.readString(len);
        // TODO: validate object path here
        // if (t === 'o' && !isValidObjectPath(str))
        //  throw new Error('string is not a valid object path'));
        case "x": {
          this.align(3);
          word0 = this.readInt32();
          word1 = this.readInt32();
          const signedLong = new Long(word0, word1, false);
          if (getBigIntCompat()) {
            return JSBI.BigInt(signedLong.toString());
          } else if (typeof BigInt !== "function") {
            throw new Error("BigInt is not supported in this Node version. Use dbus.setBigIntCompat(true) to use a polyfill");
          } else {
            return BigInt(signedLong.toString());
          }
        }
        case "t": {
          this.align(3);
          word0 = this.readInt32();
          word1 = this.readInt32();
          const unsignedLong = new Long(word0, word1, true);
          if (getBigIntCompat()) {
            return JSBI.BigInt(unsignedLong.toString());
          } else if (typeof BigInt !== "function") {
            throw new Error("BigInt is not supported in this Node version. Use dbus.setBigIntCompat(true) to use a polyfill");
          } else {
            return BigInt(unsignedLong.toString());
          }
        }
        case "d":
          return this.readDouble();
        default:
          throw new Error(`Unsupported type: ${t}`);
      }
    };
    module.exports = DBusBuffer;
  }
});

// ../../node_modules/dbus-next/lib/header-signature.json
var require_header_signature = __commonJS({
  "../../node_modules/dbus-next/lib/header-signature.json"(exports, module) {
    module.exports = [
      {
        type: "a",
        child: [
          {
            type: "(",
            child: [
              {
                type: "y",
                child: []
              },
              {
                type: "v",
                child: []
              }
            ]
          }
        ]
      }
    ];
  }
});

// ../../node_modules/dbus-next/lib/message.js
var require_message = __commonJS({
  "../../node_modules/dbus-next/lib/message.js"(exports, module) {
    var Buffer2 = require_safe_buffer().Buffer;
    var marshall = require_marshall();
    var constants3 = require_constants();
    var DBusBuffer = require_dbus_buffer();
    var headerSignature = require_header_signature();
    module.exports.unmarshalMessages = function messageParser(stream, onMessage, opts) {
      let state = 0;
      let header, fieldsAndBody;
      let fieldsLength, fieldsLengthPadded;
      let fieldsAndBodyLength = 0;
      let bodyLength = 0;
      let endian = 0;
      const LE = constants3.endianness.le;
      stream.on("readable", function() {
        while (1) {
          if (state === 0) {
            header = stream.read(16);
            if (!header) {
              break;
            }
            state = 1;
            endian = header.readUInt8(0);
            fieldsLength = endian === LE ? header.readUInt32LE(12) : header.readUInt32BE(12);
            fieldsLengthPadded = fieldsLength + 7 >> 3 << 3;
            bodyLength = endian === LE ? header.readUInt32LE(4) : header.readUInt32BE(4);
            fieldsAndBodyLength = fieldsLengthPadded + bodyLength;
          } else {
            const readBuf = stream.read(fieldsAndBodyLength, null);
            fieldsAndBody = readBuf ? readBuf.data || readBuf : readBuf;
            if (!fieldsAndBody) {
              break;
            }
            state = 0;
            const messageBuffer = new DBusBuffer(fieldsAndBody, 0, endian, readBuf.fds, opts);
            const unmarshalledHeader = messageBuffer.readArray(
              headerSignature[0].child[0],
              fieldsLength
            );
            messageBuffer.align(3);
            let headerName;
            const message = {};
            message.serial = endian === LE ? header.readUInt32LE(8) : header.readUInt32BE(8);
            for (let i = 0; i < unmarshalledHeader.length; ++i) {
              headerName = constants3.headerTypeName[unmarshalledHeader[i][0]];
              message[headerName] = unmarshalledHeader[i][1][1][0];
            }
            message.type = header[1];
            message.flags = header[2];
            if (bodyLength > 0 && message.signature) {
              message.body = messageBuffer.read(message.signature);
            }
            onMessage(message);
          }
        }
      });
    };
    module.exports.unmarshall = function unmarshall(buff, opts) {
      const endian = buff.readUInt8();
      const msgBuf = new DBusBuffer(buff, 0, endian, null, opts);
      const headers = msgBuf.read("yyyyuua(yv)");
      const message = {};
      for (let i = 0; i < headers[6].length; ++i) {
        const headerName = constants3.headerTypeName[headers[6][i][0]];
        message[headerName] = headers[6][i][1][1][0];
      }
      message.type = headers[1];
      message.flags = headers[2];
      message.serial = headers[5];
      msgBuf.align(3);
      message.body = msgBuf.read(message.signature);
      return message;
    };
    module.exports.marshall = function marshallMessage(message) {
      if (!message.serial) throw new Error("Missing or invalid serial");
      const flags = message.flags || 0;
      const type = message.type || constants3.messageType.METHOD_CALL;
      let bodyLength = 0;
      let bodyBuff;
      const fds = [];
      if (message.signature && message.body) {
        bodyBuff = marshall(message.signature, message.body, 0, fds);
        bodyLength = bodyBuff.length;
        message.unixFd = fds.length;
      }
      const header = [
        constants3.endianness.le,
        type,
        flags,
        constants3.protocolVersion,
        bodyLength,
        message.serial
      ];
      const headerBuff = marshall("yyyyuu", header);
      const fields = [];
      constants3.headerTypeName.forEach(function(fieldName) {
        const fieldVal = message[fieldName];
        if (fieldVal) {
          fields.push([
            constants3.headerTypeId[fieldName],
            [constants3.fieldSignature[fieldName], fieldVal]
          ]);
        }
      });
      const fieldsBuff = marshall("a(yv)", [fields], 12);
      const headerLenAligned = headerBuff.length + fieldsBuff.length + 7 >> 3 << 3;
      const messageLen = headerLenAligned + bodyLength;
      const messageBuff = Buffer2.alloc(messageLen);
      headerBuff.copy(messageBuff);
      fieldsBuff.copy(messageBuff, headerBuff.length);
      if (bodyLength > 0) bodyBuff.copy(messageBuff, headerLenAligned);
      return [messageBuff, fds];
    };
  }
});

// ../../node_modules/dbus-next/lib/readline.js
var require_readline = __commonJS({
  "../../node_modules/dbus-next/lib/readline.js"(exports, module) {
    var Buffer2 = require_safe_buffer().Buffer;
    module.exports = function readOneLine(stream, cb) {
      const bytes = [];
      function readable() {
        while (1) {
          const buf = stream.read(1);
          if (!buf) return;
          const b = buf[0];
          if (b === 10) {
            try {
              cb(Buffer2.from(bytes));
            } catch (error) {
              stream.emit("error", error);
            }
            stream.removeListener("readable", readable);
            return;
          }
          bytes.push(b);
        }
      }
      stream.on("readable", readable);
    };
  }
});

// ../../node_modules/dbus-next/lib/handshake.js
var require_handshake = __commonJS({
  "../../node_modules/dbus-next/lib/handshake.js"(exports, module) {
    var Buffer2 = require_safe_buffer().Buffer;
    var crypto = __require("crypto");
    var fs = __require("fs");
    var path = __require("path");
    var constants3 = require_constants();
    var readLine = require_readline();
    function sha1(input) {
      const shasum = crypto.createHash("sha1");
      shasum.update(input);
      return shasum.digest("hex");
    }
    function getUserHome() {
      return process.env[process.platform.match(/$win/) ? "USERPROFILE" : "HOME"];
    }
    function getCookie(context, id, cb) {
      const dirname4 = path.join(getUserHome(), ".dbus-keyrings");
      if (context.length === 0) context = "org_freedesktop_general";
      const filename = path.join(dirname4, context);
      fs.stat(dirname4, function(err, stat) {
        if (err) return cb(err);
        if (stat.mode & 18) {
          return cb(
            new Error(
              "User keyrings directory is writeable by other users. Aborting authentication"
            )
          );
        }
        if ("getuid" in process && stat.uid !== process.getuid()) {
          return cb(
            new Error(
              "Keyrings directory is not owned by the current user. Aborting authentication!"
            )
          );
        }
        fs.readFile(filename, "ascii", function(err2, keyrings) {
          if (err2) return cb(err2);
          const lines = keyrings.split("\n");
          for (let l = 0; l < lines.length; ++l) {
            const data = lines[l].split(" ");
            if (id === data[0]) return cb(null, data[2]);
          }
          return cb(new Error("cookie not found"));
        });
      });
    }
    function hexlify(input) {
      return Buffer2.from(input.toString(), "ascii").toString("hex");
    }
    module.exports = function auth(stream, opts, cb) {
      let authMethods;
      if (opts.authMethods) {
        authMethods = opts.authMethods;
      } else {
        authMethods = constants3.defaultAuthMethods;
      }
      stream.write("\0");
      tryAuth(stream, authMethods.slice(), cb);
    };
    function tryAuth(stream, methods, cb) {
      if (methods.length === 0) {
        return cb(new Error("No authentication methods left to try"));
      }
      const authMethod = methods.shift();
      const uid = "getuid" in process ? process.getuid() : 0;
      const id = hexlify(uid);
      let guid = "";
      function beginOrNextAuth() {
        readLine(stream, function(line) {
          const ok = line.toString("ascii").match(/^([A-Za-z]+) (.*)/);
          if (ok && ok[1] === "OK") {
            guid = ok[2];
            if (stream.supportsUnixFd) {
              negotiateUnixFd();
            } else {
              stream.write("BEGIN\r\n");
              return cb(null, guid);
            }
          } else {
            if (!methods.empty) {
              tryAuth(stream, methods, cb);
            } else {
              return cb(line);
            }
          }
        });
      }
      function negotiateUnixFd() {
        stream.write("NEGOTIATE_UNIX_FD\r\n");
        readLine(stream, function(line) {
          const res = line.toString("ascii").trim();
          if (res === "AGREE_UNIX_FD") {
          } else if (res === "ERROR") {
            stream.supportsUnixFd = false;
          } else {
            return cb(line);
          }
          stream.write("BEGIN\r\n");
          return cb(null, guid);
        });
      }
      switch (authMethod) {
        case "EXTERNAL":
          stream.write(`AUTH ${authMethod} ${id}\r
`);
          beginOrNextAuth();
          break;
        case "DBUS_COOKIE_SHA1":
          stream.write(`AUTH ${authMethod} ${id}\r
`);
          readLine(stream, function(line) {
            const data = Buffer2.from(
              line.toString().split(" ")[1].trim(),
              "hex"
            ).toString().split(" ");
            const cookieContext = data[0];
            const cookieId = data[1];
            const serverChallenge = data[2];
            const clientChallenge = crypto.randomBytes(16).toString("hex");
            getCookie(cookieContext, cookieId, function(err, cookie) {
              if (err) return cb(err);
              const response = sha1(
                [serverChallenge, clientChallenge, cookie].join(":")
              );
              const reply = hexlify(clientChallenge + response);
              stream.write(`DATA ${reply}\r
`);
              beginOrNextAuth();
            });
          });
          break;
        case "ANONYMOUS":
          stream.write("AUTH ANONYMOUS \r\n");
          beginOrNextAuth();
          break;
        default:
          console.error(`Unsupported auth method: ${authMethod}`);
          beginOrNextAuth();
          break;
      }
    }
  }
});

// ../../node_modules/dbus-next/lib/address-x11.js
var require_address_x11 = __commonJS({
  "../../node_modules/dbus-next/lib/address-x11.js"(exports, module) {
    var fs = __require("fs");
    var os = __require("os");
    function getDbusAddressFromWindowSelection(callback) {
      const x11 = __require("x11");
      if (x11 === null) {
        throw new Error("cannot get session bus address from window selection: dbus-next was installed without x11 support");
      }
      fs.readFile("/var/lib/dbus/machine-id", "ascii", function(err, uuid2) {
        if (err) return callback(err);
        const hostname = os.hostname().split("-")[0];
        x11.createClient(function(err2, display) {
          if (err2) return callback(err2);
          const X = display.client;
          const selectionName = `_DBUS_SESSION_BUS_SELECTION_${hostname}_${uuid2.trim()}`;
          X.InternAtom(false, selectionName, function(err3, id) {
            if (err3) return callback(err3);
            X.GetSelectionOwner(id, function(err4, win) {
              if (err4) return callback(err4);
              X.InternAtom(false, "_DBUS_SESSION_BUS_ADDRESS", function(err5, propId) {
                if (err5) return callback(err5);
                win = display.screen[0].root;
                X.GetProperty(0, win, propId, 0, 0, 1e7, function(err6, val) {
                  if (err6) return callback(err6);
                  callback(null, val.data.toString());
                });
              });
            });
          });
        });
      });
    }
    function getDbusAddressFromFs() {
      const home = process.env.HOME;
      const display = process.env.DISPLAY;
      if (!display) {
        throw new Error("could not get DISPLAY environment variable to get dbus address");
      }
      const reg = /.*:([0-9]+)\.?.*/;
      const match = display.match(reg);
      if (!match || !match[1]) {
        throw new Error("could not parse DISPLAY environment variable to get dbus address");
      }
      const displayNum = match[1];
      const machineId = fs.readFileSync("/var/lib/dbus/machine-id").toString().trim();
      const dbusInfo = fs.readFileSync(`${home}/.dbus/session-bus/${machineId}-${displayNum}`).toString().trim();
      for (let line of dbusInfo.split("\n")) {
        line = line.trim();
        if (line.startsWith("DBUS_SESSION_BUS_ADDRESS=")) {
          let address = line.split("DBUS_SESSION_BUS_ADDRESS=")[1];
          if (!address) {
            throw new Error("DBUS_SESSION_BUS_ADDRESS variable is set incorrectly in dbus info file");
          }
          const removeQuotes = /^['"]?(.*?)['"]?$/;
          address = address.match(removeQuotes)[1];
          return address;
        }
      }
      throw new Error("DBUS_SESSION_BUS_ADDRESS was not set in dbus info file");
    }
    module.exports = {
      getDbusAddressFromFs,
      getDbusAddressFromWindowSelection
    };
  }
});

// ../../node_modules/dbus-next/lib/marshall-compat.js
var require_marshall_compat = __commonJS({
  "../../node_modules/dbus-next/lib/marshall-compat.js"(exports, module) {
    var { parseSignature, collapseSignature } = require_signature();
    var { Variant } = require_variant();
    var message = require_message();
    function valueIsMarshallVariant(value) {
      return Array.isArray(value) && value.length === 2 && Array.isArray(value[0]) && value[0].length > 0 && value[0][0].type;
    }
    function marshallVariantToJs(variant) {
      const type = variant[0][0];
      const value = variant[1][0];
      if (!type.child.length) {
        if (valueIsMarshallVariant(value)) {
          return new Variant(collapseSignature(value[0][0]), marshallVariantToJs(value));
        } else {
          return value;
        }
      }
      if (type.type === "a") {
        if (type.child[0].type === "y") {
          return value;
        } else if (type.child[0].type === "{") {
          const result = {};
          for (let i = 0; i < value.length; ++i) {
            result[value[i][0]] = marshallVariantToJs([[type.child[0].child[1]], [value[i][1]]]);
          }
          return result;
        } else {
          const result = [];
          for (let i = 0; i < value.length; ++i) {
            result[i] = marshallVariantToJs([[type.child[0]], [value[i]]]);
          }
          return result;
        }
      } else if (type.type === "(") {
        const result = [];
        for (let i = 0; i < value.length; ++i) {
          result[i] = marshallVariantToJs([[type.child[i]], [value[i]]]);
        }
        return result;
      }
    }
    function messageToJsFmt(message2) {
      const { signature = "", body = [] } = message2;
      const bodyJs = [];
      const signatureTree = parseSignature(signature);
      for (let i = 0; i < signatureTree.length; ++i) {
        const tree = signatureTree[i];
        bodyJs.push(marshallVariantToJs([[tree], [body[i]]]));
      }
      message2.body = bodyJs;
      message2.signature = signature;
      return message2;
    }
    function jsToMarshalFmt(signature, value) {
      if (value === void 0) {
        throw new Error(`expected value for signature: ${signature}`);
      }
      if (signature === void 0) {
        throw new Error(`expected signature for value: ${value}`);
      }
      let signatureStr = null;
      if (typeof signature === "string") {
        signatureStr = signature;
        signature = parseSignature(signature)[0];
      } else {
        signatureStr = collapseSignature(signature);
      }
      if (signature.child.length === 0) {
        if (signature.type === "v") {
          if (value.constructor !== Variant) {
            throw new Error(`expected a Variant for value (got ${typeof value})`);
          }
          return [signature.type, jsToMarshalFmt(value.signature, value.value)];
        } else {
          return [signature.type, value];
        }
      }
      if (signature.type === "a" && signature.child[0].type === "y" && value.constructor === Buffer) {
        return [signatureStr, value];
      } else if (signature.type === "a") {
        let result = [];
        if (signature.child[0].type === "y") {
          result = value;
        } else if (signature.child[0].type === "{") {
          if (value.constructor !== Object) {
            throw new Error(`expecting an object for signature '${signatureStr}' (got ${typeof value})`);
          }
          for (const k of Object.keys(value)) {
            const v = value[k];
            if (v.constructor === Variant) {
              result.push([k, jsToMarshalFmt(v.signature, v.value)]);
            } else {
              result.push([k, jsToMarshalFmt(signature.child[0].child[1], v)[1]]);
            }
          }
        } else {
          if (!Array.isArray(value)) {
            throw new Error(`expecting an array for signature '${signatureStr}' (got ${typeof value})`);
          }
          for (const v of value) {
            if (v.constructor === Variant) {
              result.push(jsToMarshalFmt(v.signature, v.value));
            } else {
              result.push(jsToMarshalFmt(signature.child[0], v)[1]);
            }
          }
        }
        return [signatureStr, result];
      } else if (signature.type === "(") {
        if (!Array.isArray(value)) {
          throw new Error(`expecting an array for signature '${signatureStr}' (got ${typeof value})`);
        }
        if (value.length !== signature.child.length) {
          throw new Error(`expecting struct to have ${signature.child.length} members (got ${value.length} members)`);
        }
        const result = [];
        for (let i = 0; i < value.length; ++i) {
          const v = value[i];
          if (signature.child[i] === "v") {
            if (v.constructor !== Variant) {
              throw new Error(`expected a Variant for struct member ${i + 1} (got ${v})`);
            }
            result.push(jsToMarshalFmt(v.signature, v.value));
          } else {
            result.push(jsToMarshalFmt(signature.child[i], v)[1]);
          }
        }
        return [signatureStr, result];
      } else {
        throw new Error(`got unknown complex type: ${signature.type}`);
      }
    }
    function marshallMessage(msg) {
      const { signature = "", body = [] } = msg;
      const signatureTree = parseSignature(signature);
      if (signatureTree.length !== body.length) {
        throw new Error(`Expected ${signatureTree.length} body elements for signature '${signature}' (got ${body.length})`);
      }
      const marshallerBody = [];
      for (let i = 0; i < body.length; ++i) {
        if (signatureTree[i].type === "v") {
          if (body[i].constructor !== Variant) {
            throw new Error(`Expected a Variant() argument for position ${i + 1} (value='${body[i]}')`);
          }
          marshallerBody.push(jsToMarshalFmt(body[i].signature, body[i].value));
        } else {
          marshallerBody.push(jsToMarshalFmt(signatureTree[i], body[i])[1]);
        }
      }
      msg.signature = signature;
      msg.body = marshallerBody;
      return message.marshall(msg);
    }
    module.exports = {
      messageToJsFmt,
      marshallMessage
    };
  }
});

// ../../node_modules/through/index.js
var require_through = __commonJS({
  "../../node_modules/through/index.js"(exports, module) {
    var Stream = __require("stream");
    exports = module.exports = through;
    through.through = through;
    function through(write, end, opts) {
      write = write || function(data) {
        this.queue(data);
      };
      end = end || function() {
        this.queue(null);
      };
      var ended = false, destroyed = false, buffer = [], _ended = false;
      var stream = new Stream();
      stream.readable = stream.writable = true;
      stream.paused = false;
      stream.autoDestroy = !(opts && opts.autoDestroy === false);
      stream.write = function(data) {
        write.call(this, data);
        return !stream.paused;
      };
      function drain() {
        while (buffer.length && !stream.paused) {
          var data = buffer.shift();
          if (null === data)
            return stream.emit("end");
          else
            stream.emit("data", data);
        }
      }
      stream.queue = stream.push = function(data) {
        if (_ended) return stream;
        if (data === null) _ended = true;
        buffer.push(data);
        drain();
        return stream;
      };
      stream.on("end", function() {
        stream.readable = false;
        if (!stream.writable && stream.autoDestroy)
          process.nextTick(function() {
            stream.destroy();
          });
      });
      function _end() {
        stream.writable = false;
        end.call(stream);
        if (!stream.readable && stream.autoDestroy)
          stream.destroy();
      }
      stream.end = function(data) {
        if (ended) return;
        ended = true;
        if (arguments.length) stream.write(data);
        _end();
        return stream;
      };
      stream.destroy = function() {
        if (destroyed) return;
        destroyed = true;
        ended = true;
        buffer.length = 0;
        stream.writable = stream.readable = false;
        stream.emit("close");
        return stream;
      };
      stream.pause = function() {
        if (stream.paused) return;
        stream.paused = true;
        return stream;
      };
      stream.resume = function() {
        if (stream.paused) {
          stream.paused = false;
          stream.emit("resume");
        }
        drain();
        if (!stream.paused)
          stream.emit("drain");
        return stream;
      };
      return stream;
    }
  }
});

// ../../node_modules/from/index.js
var require_from = __commonJS({
  "../../node_modules/from/index.js"(exports, module) {
    "use strict";
    var Stream = __require("stream");
    module.exports = function from(source) {
      if (Array.isArray(source)) {
        var source_index = 0, source_len = source.length;
        return from(function(i2) {
          if (source_index < source_len)
            this.emit("data", source[source_index++]);
          else
            this.emit("end");
          return true;
        });
      }
      var s = new Stream(), i = 0;
      s.ended = false;
      s.started = false;
      s.readable = true;
      s.writable = false;
      s.paused = false;
      s.ended = false;
      s.pause = function() {
        s.started = true;
        s.paused = true;
      };
      function next() {
        s.started = true;
        if (s.ended) return;
        while (!s.ended && !s.paused && source.call(s, i++, function() {
          if (!s.ended && !s.paused)
            process.nextTick(next);
        }))
          ;
      }
      s.resume = function() {
        s.started = true;
        s.paused = false;
        next();
      };
      s.on("end", function() {
        s.ended = true;
        s.readable = false;
        process.nextTick(s.destroy);
      });
      s.destroy = function() {
        s.ended = true;
        s.emit("close");
      };
      process.nextTick(function() {
        if (!s.started) s.resume();
      });
      return s;
    };
  }
});

// ../../node_modules/duplexer/index.js
var require_duplexer = __commonJS({
  "../../node_modules/duplexer/index.js"(exports, module) {
    var Stream = __require("stream");
    var writeMethods = ["write", "end", "destroy"];
    var readMethods = ["resume", "pause"];
    var readEvents = ["data", "close"];
    var slice = Array.prototype.slice;
    module.exports = duplex;
    function forEach(arr, fn) {
      if (arr.forEach) {
        return arr.forEach(fn);
      }
      for (var i = 0; i < arr.length; i++) {
        fn(arr[i], i);
      }
    }
    function duplex(writer, reader) {
      var stream = new Stream();
      var ended = false;
      forEach(writeMethods, proxyWriter);
      forEach(readMethods, proxyReader);
      forEach(readEvents, proxyStream);
      reader.on("end", handleEnd);
      writer.on("drain", function() {
        stream.emit("drain");
      });
      writer.on("error", reemit);
      reader.on("error", reemit);
      stream.writable = writer.writable;
      stream.readable = reader.readable;
      return stream;
      function proxyWriter(methodName) {
        stream[methodName] = method;
        function method() {
          return writer[methodName].apply(writer, arguments);
        }
      }
      function proxyReader(methodName) {
        stream[methodName] = method;
        function method() {
          stream.emit(methodName);
          var func = reader[methodName];
          if (func) {
            return func.apply(reader, arguments);
          }
          reader.emit(methodName);
        }
      }
      function proxyStream(methodName) {
        reader.on(methodName, reemit2);
        function reemit2() {
          var args = slice.call(arguments);
          args.unshift(methodName);
          stream.emit.apply(stream, args);
        }
      }
      function handleEnd() {
        if (ended) {
          return;
        }
        ended = true;
        var args = slice.call(arguments);
        args.unshift("end");
        stream.emit.apply(stream, args);
      }
      function reemit(err) {
        stream.emit("error", err);
      }
    }
  }
});

// ../../node_modules/map-stream/index.js
var require_map_stream = __commonJS({
  "../../node_modules/map-stream/index.js"(exports, module) {
    var Stream = __require("stream").Stream;
    module.exports = function(mapper, opts) {
      var stream = new Stream(), self = this, inputs = 0, outputs = 0, ended = false, paused = false, destroyed = false, lastWritten = 0, inNext = false;
      this.opts = opts || {};
      var errorEventName = this.opts.failures ? "failure" : "error";
      var writeQueue = {};
      stream.writable = true;
      stream.readable = true;
      function queueData(data, number) {
        var nextToWrite = lastWritten + 1;
        if (number === nextToWrite) {
          if (data !== void 0) {
            stream.emit.apply(stream, ["data", data]);
          }
          lastWritten++;
          nextToWrite++;
        } else {
          writeQueue[number] = data;
        }
        if (writeQueue.hasOwnProperty(nextToWrite)) {
          var dataToWrite = writeQueue[nextToWrite];
          delete writeQueue[nextToWrite];
          return queueData(dataToWrite, nextToWrite);
        }
        outputs++;
        if (inputs === outputs) {
          if (paused) paused = false, stream.emit("drain");
          if (ended) end();
        }
      }
      function next(err, data, number) {
        if (destroyed) return;
        inNext = true;
        if (!err || self.opts.failures) {
          queueData(data, number);
        }
        if (err) {
          stream.emit.apply(stream, [errorEventName, err]);
        }
        inNext = false;
      }
      function wrappedMapper(input, number, callback) {
        return mapper.call(null, input, function(err, data) {
          callback(err, data, number);
        });
      }
      stream.write = function(data) {
        if (ended) throw new Error("map stream is not writable");
        inNext = false;
        inputs++;
        try {
          var written = wrappedMapper(data, inputs, next);
          paused = written === false;
          return !paused;
        } catch (err) {
          if (inNext)
            throw err;
          next(err);
          return !paused;
        }
      };
      function end(data) {
        ended = true;
        stream.writable = false;
        if (data !== void 0) {
          return queueData(data, inputs);
        } else if (inputs == outputs) {
          stream.readable = false, stream.emit("end"), stream.destroy();
        }
      }
      stream.end = function(data) {
        if (ended) return;
        end();
      };
      stream.destroy = function() {
        ended = destroyed = true;
        stream.writable = stream.readable = paused = false;
        process.nextTick(function() {
          stream.emit("close");
        });
      };
      stream.pause = function() {
        paused = true;
      };
      stream.resume = function() {
        paused = false;
      };
      return stream;
    };
  }
});

// ../../node_modules/pause-stream/index.js
var require_pause_stream = __commonJS({
  "../../node_modules/pause-stream/index.js"(exports, module) {
    module.exports = require_through();
  }
});

// ../../node_modules/split/index.js
var require_split = __commonJS({
  "../../node_modules/split/index.js"(exports, module) {
    var through = require_through();
    var Decoder = __require("string_decoder").StringDecoder;
    module.exports = split;
    function split(matcher, mapper, options) {
      var decoder = new Decoder();
      var soFar = "";
      var maxLength = options && options.maxLength;
      if ("function" === typeof matcher)
        mapper = matcher, matcher = null;
      if (!matcher)
        matcher = /\r?\n/;
      function emit(stream, piece) {
        if (mapper) {
          try {
            piece = mapper(piece);
          } catch (err) {
            return stream.emit("error", err);
          }
          if ("undefined" !== typeof piece)
            stream.queue(piece);
        } else
          stream.queue(piece);
      }
      function next(stream, buffer) {
        var pieces = ((soFar != null ? soFar : "") + buffer).split(matcher);
        soFar = pieces.pop();
        if (maxLength && soFar.length > maxLength)
          stream.emit("error", new Error("maximum buffer reached"));
        for (var i = 0; i < pieces.length; i++) {
          var piece = pieces[i];
          emit(stream, piece);
        }
      }
      return through(
        function(b) {
          next(this, decoder.write(b));
        },
        function() {
          if (decoder.end)
            next(this, decoder.end());
          if (soFar != null)
            emit(this, soFar);
          this.queue(null);
        }
      );
    }
  }
});

// ../../node_modules/stream-combiner/index.js
var require_stream_combiner = __commonJS({
  "../../node_modules/stream-combiner/index.js"(exports, module) {
    var duplexer = require_duplexer();
    module.exports = function() {
      var streams = [].slice.call(arguments), first = streams[0], last = streams[streams.length - 1], thepipe = duplexer(first, last);
      if (streams.length == 1)
        return streams[0];
      else if (!streams.length)
        throw new Error("connect called with empty args");
      function recurse(streams2) {
        if (streams2.length < 2)
          return;
        streams2[0].pipe(streams2[1]);
        recurse(streams2.slice(1));
      }
      recurse(streams);
      function onerror() {
        var args = [].slice.call(arguments);
        args.unshift("error");
        thepipe.emit.apply(thepipe, args);
      }
      for (var i = 1; i < streams.length - 1; i++)
        streams[i].on("error", onerror);
      return thepipe;
    };
  }
});

// ../../node_modules/event-stream/index.js
var require_event_stream = __commonJS({
  "../../node_modules/event-stream/index.js"(exports) {
    var Stream = __require("stream").Stream;
    var es = exports;
    var through = require_through();
    var from = require_from();
    var duplex = require_duplexer();
    var map = require_map_stream();
    var pause = require_pause_stream();
    var split = require_split();
    var pipeline = require_stream_combiner();
    var immediately = global.setImmediate || process.nextTick;
    es.Stream = Stream;
    es.through = through;
    es.from = from;
    es.duplex = duplex;
    es.map = map;
    es.pause = pause;
    es.split = split;
    es.pipeline = es.connect = es.pipe = pipeline;
    es.concat = //actually this should be called concat
    es.merge = function() {
      var toMerge = [].slice.call(arguments);
      if (toMerge.length === 1 && toMerge[0] instanceof Array) {
        toMerge = toMerge[0];
      }
      var stream = new Stream();
      stream.setMaxListeners(0);
      var endCount = 0;
      stream.writable = stream.readable = true;
      if (toMerge.length) {
        toMerge.forEach(function(e) {
          e.pipe(stream, { end: false });
          var ended = false;
          e.on("end", function() {
            if (ended) return;
            ended = true;
            endCount++;
            if (endCount == toMerge.length)
              stream.emit("end");
          });
        });
      } else {
        process.nextTick(function() {
          stream.emit("end");
        });
      }
      stream.write = function(data) {
        this.emit("data", data);
      };
      stream.destroy = function() {
        toMerge.forEach(function(e) {
          if (e.destroy) e.destroy();
        });
      };
      return stream;
    };
    es.writeArray = function(done) {
      if ("function" !== typeof done)
        throw new Error("function writeArray (done): done must be function");
      var a = new Stream(), array2 = [], isDone = false;
      a.write = function(l) {
        array2.push(l);
      };
      a.end = function() {
        isDone = true;
        done(null, array2);
      };
      a.writable = true;
      a.readable = false;
      a.destroy = function() {
        a.writable = a.readable = false;
        if (isDone) return;
        done(new Error("destroyed before end"), array2);
      };
      return a;
    };
    es.readArray = function(array2) {
      var stream = new Stream(), i = 0, paused = false, ended = false;
      stream.readable = true;
      stream.writable = false;
      if (!Array.isArray(array2))
        throw new Error("event-stream.read expects an array");
      stream.resume = function() {
        if (ended) return;
        paused = false;
        var l = array2.length;
        while (i < l && !paused && !ended) {
          stream.emit("data", array2[i++]);
        }
        if (i == l && !ended)
          ended = true, stream.readable = false, stream.emit("end");
      };
      process.nextTick(stream.resume);
      stream.pause = function() {
        paused = true;
      };
      stream.destroy = function() {
        ended = true;
        stream.emit("close");
      };
      return stream;
    };
    es.readable = function(func, continueOnError) {
      var stream = new Stream(), i = 0, paused = false, ended = false, reading = false;
      stream.readable = true;
      stream.writable = false;
      if ("function" !== typeof func)
        throw new Error("event-stream.readable expects async function");
      stream.on("end", function() {
        ended = true;
      });
      function get(err, data) {
        if (err) {
          stream.emit("error", err);
          if (!continueOnError) stream.emit("end");
        } else if (arguments.length > 1)
          stream.emit("data", data);
        immediately(function() {
          if (ended || paused || reading) return;
          try {
            reading = true;
            func.call(stream, i++, function() {
              reading = false;
              get.apply(null, arguments);
            });
          } catch (err2) {
            stream.emit("error", err2);
          }
        });
      }
      stream.resume = function() {
        paused = false;
        get();
      };
      process.nextTick(get);
      stream.pause = function() {
        paused = true;
      };
      stream.destroy = function() {
        stream.emit("end");
        stream.emit("close");
        ended = true;
      };
      return stream;
    };
    es.mapSync = function(sync) {
      return es.through(function write(data) {
        var mappedData;
        try {
          mappedData = sync(data);
        } catch (err) {
          return this.emit("error", err);
        }
        if (mappedData !== void 0)
          this.emit("data", mappedData);
      });
    };
    es.log = function(name) {
      return es.through(function(data) {
        var args = [].slice.call(arguments);
        if (name) console.error(name, data);
        else console.error(data);
        this.emit("data", data);
      });
    };
    es.child = function(child) {
      return es.duplex(child.stdin, child.stdout);
    };
    es.parse = function(options) {
      var emitError = !!(options ? options.error : false);
      return es.through(function(data) {
        var obj;
        try {
          if (data)
            obj = JSON.parse(data.toString());
        } catch (err) {
          if (emitError)
            return this.emit("error", err);
          return console.error(err, "attempting to parse:", data);
        }
        if (obj !== void 0)
          this.emit("data", obj);
      });
    };
    es.stringify = function() {
      var Buffer2 = __require("buffer").Buffer;
      return es.mapSync(function(e) {
        return JSON.stringify(Buffer2.isBuffer(e) ? e.toString() : e) + "\n";
      });
    };
    es.replace = function(from2, to) {
      return es.pipeline(es.split(from2), es.join(to));
    };
    es.join = function(str) {
      if ("function" === typeof str)
        return es.wait(str);
      var first = true;
      return es.through(function(data) {
        if (!first)
          this.emit("data", str);
        first = false;
        this.emit("data", data);
        return true;
      });
    };
    es.wait = function(callback) {
      var arr = [];
      return es.through(
        function(data) {
          arr.push(data);
        },
        function() {
          var body = Buffer.isBuffer(arr[0]) ? Buffer.concat(arr) : arr.join("");
          this.emit("data", body);
          this.emit("end");
          if (callback) callback(null, body);
        }
      );
    };
    es.pipeable = function() {
      throw new Error("[EVENT-STREAM] es.pipeable is deprecated");
    };
  }
});

// ../../node_modules/dbus-next/lib/connection.js
var require_connection = __commonJS({
  "../../node_modules/dbus-next/lib/connection.js"(exports, module) {
    var EventEmitter = __require("events").EventEmitter;
    var net = __require("net");
    var message = require_message();
    var clientHandshake = require_handshake();
    var { getDbusAddressFromFs } = require_address_x11();
    var { Message } = require_message_type();
    var { messageToJsFmt, marshallMessage } = require_marshall_compat();
    function createStream(opts) {
      let { busAddress, negotiateUnixFd } = opts;
      if (negotiateUnixFd === void 0) {
        negotiateUnixFd = false;
      }
      if (!busAddress) {
        busAddress = process.env.DBUS_SESSION_BUS_ADDRESS;
      }
      if (!busAddress) {
        busAddress = getDbusAddressFromFs();
      }
      const addresses = busAddress.split(";");
      for (let i = 0; i < addresses.length; ++i) {
        const address = addresses[i];
        const familyParams = address.split(":");
        const family = familyParams[0];
        const params = {};
        familyParams[1].split(",").forEach(function(p) {
          const keyVal = p.split("=");
          params[keyVal[0]] = keyVal[1];
        });
        try {
          switch (family.toLowerCase()) {
            case "tcp": {
              const host = params.host || "localhost";
              const port = params.port;
              return net.createConnection(port, host);
            }
            case "unix": {
              if (params.socket) {
                return net.createConnection(params.socket);
              }
              if (params.abstract) {
                const usocket = __require("usocket");
                const sock = new usocket.USocket({ path: "\0" + params.abstract });
                sock.supportsUnixFd = negotiateUnixFd;
                return sock;
              }
              if (params.path) {
                try {
                  const usocket = __require("usocket");
                  const sock = new usocket.USocket({ path: params.path });
                  sock.supportsUnixFd = negotiateUnixFd;
                  return sock;
                } catch (err) {
                  return net.createConnection(params.path);
                }
              }
              throw new Error(
                "not enough parameters for 'unix' connection - you need to specify 'socket' or 'abstract' or 'path' parameter"
              );
            }
            case "unixexec": {
              const eventStream = require_event_stream();
              const spawn2 = __require("child_process").spawn;
              const args = [];
              for (let n = 1; params["arg" + n]; n++) args.push(params["arg" + n]);
              const child = spawn2(params.path, args);
              setTimeout(() => eventStream.emit("connected"), 0);
              return eventStream.duplex(child.stdin, child.stdout);
            }
            default: {
              throw new Error("unknown address type:" + family);
            }
          }
        } catch (e) {
          if (i < addresses.length - 1) {
            console.warn(e.message);
            continue;
          } else {
            throw e;
          }
        }
      }
    }
    function createConnection(opts) {
      const self = new EventEmitter();
      opts = opts || {};
      const stream = self.stream = createStream(opts);
      stream.setNoDelay && stream.setNoDelay();
      stream.on("error", function(err) {
        self.emit("error", err);
      });
      stream.on("end", function() {
        self.emit("end");
        self.message = function() {
          self.emit("error", new Error("Tried to write a message to a closed stream"));
        };
      });
      self.end = function() {
        stream.end();
        return self;
      };
      function afterHandshake(error, guid) {
        if (error) {
          return self.emit("error", error);
        }
        self.guid = guid;
        self.emit("connect");
        message.unmarshalMessages(
          stream,
          function(message2) {
            try {
              message2 = new Message(messageToJsFmt(message2));
            } catch (err) {
              self.emit("error", err, `There was an error receiving a message (this is probably a bug in dbus-next): ${message2}`);
              return;
            }
            self.emit("message", message2);
          },
          opts
        );
      }
      stream.once("connect", () => clientHandshake(stream, opts, afterHandshake));
      stream.once("connected", () => clientHandshake(stream, opts, afterHandshake));
      self._messages = [];
      self.message = function(msg) {
        self._messages.push(msg);
      };
      self.once("connect", function() {
        self.state = "connected";
        for (let i = 0; i < self._messages.length; ++i) {
          const [data, fds] = marshallMessage(self._messages[i]);
          if (stream.supportsUnixFd) {
            stream.write({ data, fds });
          } else {
            stream.write(data);
          }
        }
        self._messages.length = 0;
        self.message = function(msg) {
          if (!stream.writable) {
            throw new Error("Cannot send message, stream is closed");
          }
          const [data, fds] = marshallMessage(msg);
          if (stream.supportsUnixFd) {
            stream.write({ data, fds });
          } else {
            if (fds.length > 0) {
              console.warn("Sending file descriptors is not supported in current bus connection");
            }
            stream.write(data);
          }
        };
      });
      return self;
    }
    module.exports = createConnection;
  }
});

// ../../node_modules/dbus-next/index.js
var require_dbus_next = __commonJS({
  "../../node_modules/dbus-next/index.js"(exports, module) {
    var constants3 = require_constants();
    var MessageBus = require_bus();
    var errors = require_errors();
    var { Variant } = require_variant();
    var { Message } = require_message_type();
    var iface = require_interface();
    var createConnection = require_connection();
    var createClient = function(params) {
      let connection = createConnection(params || {});
      return new MessageBus(connection);
    };
    module.exports.systemBus = function(opts) {
      if (!opts)
        opts = {};
      return createClient({
        negotiateUnixFd: opts.negotiateUnixFd,
        busAddress: process.env.DBUS_SYSTEM_BUS_ADDRESS || "unix:path=/var/run/dbus/system_bus_socket"
      });
    };
    module.exports.sessionBus = function(opts) {
      return createClient(opts);
    };
    module.exports.setBigIntCompat = require_library_options().setBigIntCompat;
    module.exports.NameFlag = constants3.NameFlag;
    module.exports.RequestNameReply = constants3.RequestNameReply;
    module.exports.ReleaseNameReply = constants3.ReleaseNameReply;
    module.exports.MessageType = constants3.MessageType;
    module.exports.MessageFlag = constants3.MessageFlag;
    module.exports.interface = iface;
    module.exports.Variant = Variant;
    module.exports.Message = Message;
    module.exports.validators = require_validators();
    module.exports.DBusError = errors.DBusError;
  }
});

// ../../node_modules/pino-std-serializers/lib/err-helpers.js
var require_err_helpers = __commonJS({
  "../../node_modules/pino-std-serializers/lib/err-helpers.js"(exports, module) {
    "use strict";
    var isErrorLike = (err) => {
      return err && typeof err.message === "string";
    };
    var getErrorCause = (err) => {
      if (!err) return;
      const cause = err.cause;
      if (typeof cause === "function") {
        const causeResult = err.cause();
        return isErrorLike(causeResult) ? causeResult : void 0;
      } else {
        return isErrorLike(cause) ? cause : void 0;
      }
    };
    var _stackWithCauses = (err, seen) => {
      if (!isErrorLike(err)) return "";
      const stack = err.stack || "";
      if (seen.has(err)) {
        return stack + "\ncauses have become circular...";
      }
      const cause = getErrorCause(err);
      if (cause) {
        seen.add(err);
        return stack + "\ncaused by: " + _stackWithCauses(cause, seen);
      } else {
        return stack;
      }
    };
    var stackWithCauses = (err) => _stackWithCauses(err, /* @__PURE__ */ new Set());
    var _messageWithCauses = (err, seen, skip) => {
      if (!isErrorLike(err)) return "";
      const message = skip ? "" : err.message || "";
      if (seen.has(err)) {
        return message + ": ...";
      }
      const cause = getErrorCause(err);
      if (cause) {
        seen.add(err);
        const skipIfVErrorStyleCause = typeof err.cause === "function";
        return message + (skipIfVErrorStyleCause ? "" : ": ") + _messageWithCauses(cause, seen, skipIfVErrorStyleCause);
      } else {
        return message;
      }
    };
    var messageWithCauses = (err) => _messageWithCauses(err, /* @__PURE__ */ new Set());
    module.exports = {
      isErrorLike,
      getErrorCause,
      stackWithCauses,
      messageWithCauses
    };
  }
});

// ../../node_modules/pino-std-serializers/lib/err-proto.js
var require_err_proto = __commonJS({
  "../../node_modules/pino-std-serializers/lib/err-proto.js"(exports, module) {
    "use strict";
    var seen = /* @__PURE__ */ Symbol("circular-ref-tag");
    var rawSymbol = /* @__PURE__ */ Symbol("pino-raw-err-ref");
    var pinoErrProto = Object.create({}, {
      type: {
        enumerable: true,
        writable: true,
        value: void 0
      },
      message: {
        enumerable: true,
        writable: true,
        value: void 0
      },
      stack: {
        enumerable: true,
        writable: true,
        value: void 0
      },
      aggregateErrors: {
        enumerable: true,
        writable: true,
        value: void 0
      },
      raw: {
        enumerable: false,
        get: function() {
          return this[rawSymbol];
        },
        set: function(val) {
          this[rawSymbol] = val;
        }
      }
    });
    Object.defineProperty(pinoErrProto, rawSymbol, {
      writable: true,
      value: {}
    });
    module.exports = {
      pinoErrProto,
      pinoErrorSymbols: {
        seen,
        rawSymbol
      }
    };
  }
});

// ../../node_modules/pino-std-serializers/lib/err.js
var require_err = __commonJS({
  "../../node_modules/pino-std-serializers/lib/err.js"(exports, module) {
    "use strict";
    module.exports = errSerializer;
    var { messageWithCauses, stackWithCauses, isErrorLike } = require_err_helpers();
    var { pinoErrProto, pinoErrorSymbols } = require_err_proto();
    var { seen } = pinoErrorSymbols;
    var { toString } = Object.prototype;
    function errSerializer(err) {
      if (!isErrorLike(err)) {
        return err;
      }
      err[seen] = void 0;
      const _err = Object.create(pinoErrProto);
      _err.type = toString.call(err.constructor) === "[object Function]" ? err.constructor.name : err.name;
      _err.message = messageWithCauses(err);
      _err.stack = stackWithCauses(err);
      if (Array.isArray(err.errors)) {
        _err.aggregateErrors = err.errors.map((err2) => errSerializer(err2));
      }
      for (const key in err) {
        if (_err[key] === void 0) {
          const val = err[key];
          if (isErrorLike(val)) {
            if (key !== "cause" && !Object.prototype.hasOwnProperty.call(val, seen)) {
              _err[key] = errSerializer(val);
            }
          } else {
            _err[key] = val;
          }
        }
      }
      delete err[seen];
      _err.raw = err;
      return _err;
    }
  }
});

// ../../node_modules/pino-std-serializers/lib/err-with-cause.js
var require_err_with_cause = __commonJS({
  "../../node_modules/pino-std-serializers/lib/err-with-cause.js"(exports, module) {
    "use strict";
    module.exports = errWithCauseSerializer;
    var { isErrorLike } = require_err_helpers();
    var { pinoErrProto, pinoErrorSymbols } = require_err_proto();
    var { seen } = pinoErrorSymbols;
    var { toString } = Object.prototype;
    function errWithCauseSerializer(err) {
      if (!isErrorLike(err)) {
        return err;
      }
      err[seen] = void 0;
      const _err = Object.create(pinoErrProto);
      _err.type = toString.call(err.constructor) === "[object Function]" ? err.constructor.name : err.name;
      _err.message = err.message;
      _err.stack = err.stack;
      if (Array.isArray(err.errors)) {
        _err.aggregateErrors = err.errors.map((err2) => errWithCauseSerializer(err2));
      }
      if (isErrorLike(err.cause) && !Object.prototype.hasOwnProperty.call(err.cause, seen)) {
        _err.cause = errWithCauseSerializer(err.cause);
      }
      for (const key in err) {
        if (_err[key] === void 0) {
          const val = err[key];
          if (isErrorLike(val)) {
            if (!Object.prototype.hasOwnProperty.call(val, seen)) {
              _err[key] = errWithCauseSerializer(val);
            }
          } else {
            _err[key] = val;
          }
        }
      }
      delete err[seen];
      _err.raw = err;
      return _err;
    }
  }
});

// ../../node_modules/pino-std-serializers/lib/req.js
var require_req = __commonJS({
  "../../node_modules/pino-std-serializers/lib/req.js"(exports, module) {
    "use strict";
    module.exports = {
      mapHttpRequest,
      reqSerializer
    };
    var rawSymbol = /* @__PURE__ */ Symbol("pino-raw-req-ref");
    var pinoReqProto = Object.create({}, {
      id: {
        enumerable: true,
        writable: true,
        value: ""
      },
      method: {
        enumerable: true,
        writable: true,
        value: ""
      },
      url: {
        enumerable: true,
        writable: true,
        value: ""
      },
      query: {
        enumerable: true,
        writable: true,
        value: ""
      },
      params: {
        enumerable: true,
        writable: true,
        value: ""
      },
      headers: {
        enumerable: true,
        writable: true,
        value: {}
      },
      remoteAddress: {
        enumerable: true,
        writable: true,
        value: ""
      },
      remotePort: {
        enumerable: true,
        writable: true,
        value: ""
      },
      raw: {
        enumerable: false,
        get: function() {
          return this[rawSymbol];
        },
        set: function(val) {
          this[rawSymbol] = val;
        }
      }
    });
    Object.defineProperty(pinoReqProto, rawSymbol, {
      writable: true,
      value: {}
    });
    function reqSerializer(req) {
      const connection = req.info || req.socket;
      const _req = Object.create(pinoReqProto);
      _req.id = typeof req.id === "function" ? req.id() : req.id || (req.info ? req.info.id : void 0);
      _req.method = req.method;
      if (req.originalUrl) {
        _req.url = req.originalUrl;
      } else {
        const path = req.path;
        _req.url = typeof path === "string" ? path : req.url ? req.url.path || req.url : void 0;
      }
      if (req.query) {
        _req.query = req.query;
      }
      if (req.params) {
        _req.params = req.params;
      }
      _req.headers = req.headers;
      _req.remoteAddress = connection && connection.remoteAddress;
      _req.remotePort = connection && connection.remotePort;
      _req.raw = req.raw || req;
      return _req;
    }
    function mapHttpRequest(req) {
      return {
        req: reqSerializer(req)
      };
    }
  }
});

// ../../node_modules/pino-std-serializers/lib/res.js
var require_res = __commonJS({
  "../../node_modules/pino-std-serializers/lib/res.js"(exports, module) {
    "use strict";
    module.exports = {
      mapHttpResponse,
      resSerializer
    };
    var rawSymbol = /* @__PURE__ */ Symbol("pino-raw-res-ref");
    var pinoResProto = Object.create({}, {
      statusCode: {
        enumerable: true,
        writable: true,
        value: 0
      },
      headers: {
        enumerable: true,
        writable: true,
        value: ""
      },
      raw: {
        enumerable: false,
        get: function() {
          return this[rawSymbol];
        },
        set: function(val) {
          this[rawSymbol] = val;
        }
      }
    });
    Object.defineProperty(pinoResProto, rawSymbol, {
      writable: true,
      value: {}
    });
    function resSerializer(res) {
      const _res = Object.create(pinoResProto);
      _res.statusCode = res.headersSent ? res.statusCode : null;
      _res.headers = res.getHeaders ? res.getHeaders() : res._headers;
      _res.raw = res;
      return _res;
    }
    function mapHttpResponse(res) {
      return {
        res: resSerializer(res)
      };
    }
  }
});

// ../../node_modules/pino-std-serializers/index.js
var require_pino_std_serializers = __commonJS({
  "../../node_modules/pino-std-serializers/index.js"(exports, module) {
    "use strict";
    var errSerializer = require_err();
    var errWithCauseSerializer = require_err_with_cause();
    var reqSerializers = require_req();
    var resSerializers = require_res();
    module.exports = {
      err: errSerializer,
      errWithCause: errWithCauseSerializer,
      mapHttpRequest: reqSerializers.mapHttpRequest,
      mapHttpResponse: resSerializers.mapHttpResponse,
      req: reqSerializers.reqSerializer,
      res: resSerializers.resSerializer,
      wrapErrorSerializer: function wrapErrorSerializer(customSerializer) {
        if (customSerializer === errSerializer) return customSerializer;
        return function wrapErrSerializer(err) {
          return customSerializer(errSerializer(err));
        };
      },
      wrapRequestSerializer: function wrapRequestSerializer(customSerializer) {
        if (customSerializer === reqSerializers.reqSerializer) return customSerializer;
        return function wrappedReqSerializer(req) {
          return customSerializer(reqSerializers.reqSerializer(req));
        };
      },
      wrapResponseSerializer: function wrapResponseSerializer(customSerializer) {
        if (customSerializer === resSerializers.resSerializer) return customSerializer;
        return function wrappedResSerializer(res) {
          return customSerializer(resSerializers.resSerializer(res));
        };
      }
    };
  }
});

// ../../node_modules/pino/lib/caller.js
var require_caller = __commonJS({
  "../../node_modules/pino/lib/caller.js"(exports, module) {
    "use strict";
    var util = __require("node:util");
    var getCallSites = util.getCallSites ?? util.getCallSite;
    function noOpPrepareStackTrace(_, stack) {
      return stack;
    }
    module.exports = function getCallers() {
      if (getCallSites) {
        return getCallSites().slice(2).map((callSite) => callSite.scriptName);
      }
      const originalPrepare = Error.prepareStackTrace;
      Error.prepareStackTrace = noOpPrepareStackTrace;
      const stack = new Error().stack;
      Error.prepareStackTrace = originalPrepare;
      if (!Array.isArray(stack)) {
        return void 0;
      }
      const entries = stack.slice(2);
      const fileNames = [];
      for (const entry of entries) {
        if (!entry) {
          continue;
        }
        fileNames.push(entry.getFileName());
      }
      return fileNames;
    };
  }
});

// ../../node_modules/@pinojs/redact/index.js
var require_redact = __commonJS({
  "../../node_modules/@pinojs/redact/index.js"(exports, module) {
    "use strict";
    function deepClone(obj) {
      if (obj === null || typeof obj !== "object") {
        return obj;
      }
      if (obj instanceof Date) {
        return new Date(obj.getTime());
      }
      if (obj instanceof Array) {
        const cloned = [];
        for (let i = 0; i < obj.length; i++) {
          cloned[i] = deepClone(obj[i]);
        }
        return cloned;
      }
      if (typeof obj === "object") {
        const cloned = Object.create(Object.getPrototypeOf(obj));
        for (const key in obj) {
          if (Object.prototype.hasOwnProperty.call(obj, key)) {
            cloned[key] = deepClone(obj[key]);
          }
        }
        return cloned;
      }
      return obj;
    }
    function parsePath(path) {
      const parts = [];
      let current = "";
      let inBrackets = false;
      let inQuotes = false;
      let quoteChar = "";
      for (let i = 0; i < path.length; i++) {
        const char2 = path[i];
        if (!inBrackets && char2 === ".") {
          if (current) {
            parts.push(current);
            current = "";
          }
        } else if (char2 === "[") {
          if (current) {
            parts.push(current);
            current = "";
          }
          inBrackets = true;
        } else if (char2 === "]" && inBrackets) {
          parts.push(current);
          current = "";
          inBrackets = false;
          inQuotes = false;
        } else if ((char2 === '"' || char2 === "'") && inBrackets) {
          if (!inQuotes) {
            inQuotes = true;
            quoteChar = char2;
          } else if (char2 === quoteChar) {
            inQuotes = false;
            quoteChar = "";
          } else {
            current += char2;
          }
        } else {
          current += char2;
        }
      }
      if (current) {
        parts.push(current);
      }
      return parts;
    }
    function setValue(obj, parts, value) {
      let current = obj;
      for (let i = 0; i < parts.length - 1; i++) {
        const key = parts[i];
        if (typeof current !== "object" || current === null || !(key in current)) {
          return false;
        }
        if (typeof current[key] !== "object" || current[key] === null) {
          return false;
        }
        current = current[key];
      }
      const lastKey = parts[parts.length - 1];
      if (lastKey === "*") {
        if (Array.isArray(current)) {
          for (let i = 0; i < current.length; i++) {
            current[i] = value;
          }
        } else if (typeof current === "object" && current !== null) {
          for (const key in current) {
            if (Object.prototype.hasOwnProperty.call(current, key)) {
              current[key] = value;
            }
          }
        }
      } else {
        if (typeof current === "object" && current !== null && lastKey in current && Object.prototype.hasOwnProperty.call(current, lastKey)) {
          current[lastKey] = value;
        }
      }
      return true;
    }
    function removeKey(obj, parts) {
      let current = obj;
      for (let i = 0; i < parts.length - 1; i++) {
        const key = parts[i];
        if (typeof current !== "object" || current === null || !(key in current)) {
          return false;
        }
        if (typeof current[key] !== "object" || current[key] === null) {
          return false;
        }
        current = current[key];
      }
      const lastKey = parts[parts.length - 1];
      if (lastKey === "*") {
        if (Array.isArray(current)) {
          for (let i = 0; i < current.length; i++) {
            current[i] = void 0;
          }
        } else if (typeof current === "object" && current !== null) {
          for (const key in current) {
            if (Object.prototype.hasOwnProperty.call(current, key)) {
              delete current[key];
            }
          }
        }
      } else {
        if (typeof current === "object" && current !== null && lastKey in current && Object.prototype.hasOwnProperty.call(current, lastKey)) {
          delete current[lastKey];
        }
      }
      return true;
    }
    var PATH_NOT_FOUND = /* @__PURE__ */ Symbol("PATH_NOT_FOUND");
    function getValueIfExists(obj, parts) {
      let current = obj;
      for (const part of parts) {
        if (current === null || current === void 0) {
          return PATH_NOT_FOUND;
        }
        if (typeof current !== "object" || current === null) {
          return PATH_NOT_FOUND;
        }
        if (!(part in current)) {
          return PATH_NOT_FOUND;
        }
        current = current[part];
      }
      return current;
    }
    function getValue(obj, parts) {
      let current = obj;
      for (const part of parts) {
        if (current === null || current === void 0) {
          return void 0;
        }
        if (typeof current !== "object" || current === null) {
          return void 0;
        }
        current = current[part];
      }
      return current;
    }
    function redactPaths(obj, paths, censor, remove = false) {
      for (const path of paths) {
        const parts = parsePath(path);
        if (parts.includes("*")) {
          redactWildcardPath(obj, parts, censor, path, remove);
        } else {
          if (remove) {
            removeKey(obj, parts);
          } else {
            const value = getValueIfExists(obj, parts);
            if (value === PATH_NOT_FOUND) {
              continue;
            }
            const actualCensor = typeof censor === "function" ? censor(value, parts) : censor;
            setValue(obj, parts, actualCensor);
          }
        }
      }
    }
    function redactWildcardPath(obj, parts, censor, originalPath, remove = false) {
      const wildcardIndex = parts.indexOf("*");
      if (wildcardIndex === parts.length - 1) {
        const parentParts = parts.slice(0, -1);
        let current = obj;
        for (const part of parentParts) {
          if (current === null || current === void 0) return;
          if (typeof current !== "object" || current === null) return;
          current = current[part];
        }
        if (Array.isArray(current)) {
          if (remove) {
            for (let i = 0; i < current.length; i++) {
              current[i] = void 0;
            }
          } else {
            for (let i = 0; i < current.length; i++) {
              const indexPath = [...parentParts, i.toString()];
              const actualCensor = typeof censor === "function" ? censor(current[i], indexPath) : censor;
              current[i] = actualCensor;
            }
          }
        } else if (typeof current === "object" && current !== null) {
          if (remove) {
            const keysToDelete = [];
            for (const key in current) {
              if (Object.prototype.hasOwnProperty.call(current, key)) {
                keysToDelete.push(key);
              }
            }
            for (const key of keysToDelete) {
              delete current[key];
            }
          } else {
            for (const key in current) {
              const keyPath = [...parentParts, key];
              const actualCensor = typeof censor === "function" ? censor(current[key], keyPath) : censor;
              current[key] = actualCensor;
            }
          }
        }
      } else {
        redactIntermediateWildcard(obj, parts, censor, wildcardIndex, originalPath, remove);
      }
    }
    function redactIntermediateWildcard(obj, parts, censor, wildcardIndex, originalPath, remove = false) {
      const beforeWildcard = parts.slice(0, wildcardIndex);
      const afterWildcard = parts.slice(wildcardIndex + 1);
      const pathArray = [];
      function traverse(current, pathLength) {
        if (pathLength === beforeWildcard.length) {
          if (Array.isArray(current)) {
            for (let i = 0; i < current.length; i++) {
              pathArray[pathLength] = i.toString();
              traverse(current[i], pathLength + 1);
            }
          } else if (typeof current === "object" && current !== null) {
            for (const key in current) {
              pathArray[pathLength] = key;
              traverse(current[key], pathLength + 1);
            }
          }
        } else if (pathLength < beforeWildcard.length) {
          const nextKey = beforeWildcard[pathLength];
          if (current && typeof current === "object" && current !== null && nextKey in current) {
            pathArray[pathLength] = nextKey;
            traverse(current[nextKey], pathLength + 1);
          }
        } else {
          if (afterWildcard.includes("*")) {
            const wrappedCensor = typeof censor === "function" ? (value, path) => {
              const fullPath = [...pathArray.slice(0, pathLength), ...path];
              return censor(value, fullPath);
            } : censor;
            redactWildcardPath(current, afterWildcard, wrappedCensor, originalPath, remove);
          } else {
            if (remove) {
              removeKey(current, afterWildcard);
            } else {
              const actualCensor = typeof censor === "function" ? censor(getValue(current, afterWildcard), [...pathArray.slice(0, pathLength), ...afterWildcard]) : censor;
              setValue(current, afterWildcard, actualCensor);
            }
          }
        }
      }
      if (beforeWildcard.length === 0) {
        traverse(obj, 0);
      } else {
        let current = obj;
        for (let i = 0; i < beforeWildcard.length; i++) {
          const part = beforeWildcard[i];
          if (current === null || current === void 0) return;
          if (typeof current !== "object" || current === null) return;
          current = current[part];
          pathArray[i] = part;
        }
        if (current !== null && current !== void 0) {
          traverse(current, beforeWildcard.length);
        }
      }
    }
    function buildPathStructure(pathsToClone) {
      if (pathsToClone.length === 0) {
        return null;
      }
      const pathStructure = /* @__PURE__ */ new Map();
      for (const path of pathsToClone) {
        const parts = parsePath(path);
        let current = pathStructure;
        for (let i = 0; i < parts.length; i++) {
          const part = parts[i];
          if (!current.has(part)) {
            current.set(part, /* @__PURE__ */ new Map());
          }
          current = current.get(part);
        }
      }
      return pathStructure;
    }
    function selectiveClone(obj, pathStructure) {
      if (!pathStructure) {
        return obj;
      }
      function cloneSelectively(source, pathMap, depth = 0) {
        if (!pathMap || pathMap.size === 0) {
          return source;
        }
        if (source === null || typeof source !== "object") {
          return source;
        }
        if (source instanceof Date) {
          return new Date(source.getTime());
        }
        if (Array.isArray(source)) {
          const cloned2 = [];
          for (let i = 0; i < source.length; i++) {
            const indexStr = i.toString();
            if (pathMap.has(indexStr) || pathMap.has("*")) {
              cloned2[i] = cloneSelectively(source[i], pathMap.get(indexStr) || pathMap.get("*"));
            } else {
              cloned2[i] = source[i];
            }
          }
          return cloned2;
        }
        const cloned = Object.create(Object.getPrototypeOf(source));
        for (const key in source) {
          if (Object.prototype.hasOwnProperty.call(source, key)) {
            if (pathMap.has(key) || pathMap.has("*")) {
              cloned[key] = cloneSelectively(source[key], pathMap.get(key) || pathMap.get("*"));
            } else {
              cloned[key] = source[key];
            }
          }
        }
        return cloned;
      }
      return cloneSelectively(obj, pathStructure);
    }
    function validatePath(path) {
      if (typeof path !== "string") {
        throw new Error("Paths must be (non-empty) strings");
      }
      if (path === "") {
        throw new Error("Invalid redaction path ()");
      }
      if (path.includes("..")) {
        throw new Error(`Invalid redaction path (${path})`);
      }
      if (path.includes(",")) {
        throw new Error(`Invalid redaction path (${path})`);
      }
      let bracketCount = 0;
      let inQuotes = false;
      let quoteChar = "";
      for (let i = 0; i < path.length; i++) {
        const char2 = path[i];
        if ((char2 === '"' || char2 === "'") && bracketCount > 0) {
          if (!inQuotes) {
            inQuotes = true;
            quoteChar = char2;
          } else if (char2 === quoteChar) {
            inQuotes = false;
            quoteChar = "";
          }
        } else if (char2 === "[" && !inQuotes) {
          bracketCount++;
        } else if (char2 === "]" && !inQuotes) {
          bracketCount--;
          if (bracketCount < 0) {
            throw new Error(`Invalid redaction path (${path})`);
          }
        }
      }
      if (bracketCount !== 0) {
        throw new Error(`Invalid redaction path (${path})`);
      }
    }
    function validatePaths(paths) {
      if (!Array.isArray(paths)) {
        throw new TypeError("paths must be an array");
      }
      for (const path of paths) {
        validatePath(path);
      }
    }
    function slowRedact(options = {}) {
      const {
        paths = [],
        censor = "[REDACTED]",
        serialize = JSON.stringify,
        strict = true,
        remove = false
      } = options;
      validatePaths(paths);
      const pathStructure = buildPathStructure(paths);
      return function redact2(obj) {
        if (strict && (obj === null || typeof obj !== "object")) {
          if (obj === null || obj === void 0) {
            return serialize ? serialize(obj) : obj;
          }
          if (typeof obj !== "object") {
            return serialize ? serialize(obj) : obj;
          }
        }
        const cloned = selectiveClone(obj, pathStructure);
        const original = obj;
        let actualCensor = censor;
        if (typeof censor === "function") {
          actualCensor = censor;
        }
        redactPaths(cloned, paths, actualCensor, remove);
        if (serialize === false) {
          cloned.restore = function() {
            return deepClone(original);
          };
          return cloned;
        }
        if (typeof serialize === "function") {
          return serialize(cloned);
        }
        return JSON.stringify(cloned);
      };
    }
    module.exports = slowRedact;
  }
});

// ../../node_modules/pino/lib/symbols.js
var require_symbols = __commonJS({
  "../../node_modules/pino/lib/symbols.js"(exports, module) {
    "use strict";
    var setLevelSym = /* @__PURE__ */ Symbol("pino.setLevel");
    var getLevelSym = /* @__PURE__ */ Symbol("pino.getLevel");
    var levelValSym = /* @__PURE__ */ Symbol("pino.levelVal");
    var levelCompSym = /* @__PURE__ */ Symbol("pino.levelComp");
    var useLevelLabelsSym = /* @__PURE__ */ Symbol("pino.useLevelLabels");
    var useOnlyCustomLevelsSym = /* @__PURE__ */ Symbol("pino.useOnlyCustomLevels");
    var mixinSym = /* @__PURE__ */ Symbol("pino.mixin");
    var lsCacheSym = /* @__PURE__ */ Symbol("pino.lsCache");
    var chindingsSym = /* @__PURE__ */ Symbol("pino.chindings");
    var asJsonSym = /* @__PURE__ */ Symbol("pino.asJson");
    var writeSym = /* @__PURE__ */ Symbol("pino.write");
    var redactFmtSym = /* @__PURE__ */ Symbol("pino.redactFmt");
    var timeSym = /* @__PURE__ */ Symbol("pino.time");
    var timeSliceIndexSym = /* @__PURE__ */ Symbol("pino.timeSliceIndex");
    var streamSym = /* @__PURE__ */ Symbol("pino.stream");
    var stringifySym = /* @__PURE__ */ Symbol("pino.stringify");
    var stringifySafeSym = /* @__PURE__ */ Symbol("pino.stringifySafe");
    var stringifiersSym = /* @__PURE__ */ Symbol("pino.stringifiers");
    var endSym = /* @__PURE__ */ Symbol("pino.end");
    var formatOptsSym = /* @__PURE__ */ Symbol("pino.formatOpts");
    var messageKeySym = /* @__PURE__ */ Symbol("pino.messageKey");
    var errorKeySym = /* @__PURE__ */ Symbol("pino.errorKey");
    var nestedKeySym = /* @__PURE__ */ Symbol("pino.nestedKey");
    var nestedKeyStrSym = /* @__PURE__ */ Symbol("pino.nestedKeyStr");
    var mixinMergeStrategySym = /* @__PURE__ */ Symbol("pino.mixinMergeStrategy");
    var msgPrefixSym = /* @__PURE__ */ Symbol("pino.msgPrefix");
    var wildcardFirstSym = /* @__PURE__ */ Symbol("pino.wildcardFirst");
    var serializersSym = /* @__PURE__ */ Symbol.for("pino.serializers");
    var formattersSym = /* @__PURE__ */ Symbol.for("pino.formatters");
    var hooksSym = /* @__PURE__ */ Symbol.for("pino.hooks");
    var needsMetadataGsym = /* @__PURE__ */ Symbol.for("pino.metadata");
    var transportUsesMultistreamSym = /* @__PURE__ */ Symbol.for("pino.transport.usesMultistream");
    module.exports = {
      setLevelSym,
      getLevelSym,
      levelValSym,
      levelCompSym,
      useLevelLabelsSym,
      mixinSym,
      lsCacheSym,
      chindingsSym,
      asJsonSym,
      writeSym,
      serializersSym,
      redactFmtSym,
      timeSym,
      timeSliceIndexSym,
      streamSym,
      stringifySym,
      stringifySafeSym,
      stringifiersSym,
      endSym,
      formatOptsSym,
      messageKeySym,
      errorKeySym,
      nestedKeySym,
      wildcardFirstSym,
      needsMetadataGsym,
      useOnlyCustomLevelsSym,
      formattersSym,
      hooksSym,
      nestedKeyStrSym,
      mixinMergeStrategySym,
      msgPrefixSym,
      transportUsesMultistreamSym
    };
  }
});

// ../../node_modules/pino/lib/redaction.js
var require_redaction = __commonJS({
  "../../node_modules/pino/lib/redaction.js"(exports, module) {
    "use strict";
    var Redact = require_redact();
    var { redactFmtSym, wildcardFirstSym } = require_symbols();
    var rx = /[^.[\]]+|\[([^[\]]*?)\]/g;
    var CENSOR = "[Redacted]";
    var strict = false;
    function redaction(opts, serialize) {
      const { paths, censor, remove } = handle(opts);
      const shape = paths.reduce((o, str) => {
        rx.lastIndex = 0;
        const first = rx.exec(str);
        const next = rx.exec(str);
        let ns = first[1] !== void 0 ? first[1].replace(/^(?:"|'|`)(.*)(?:"|'|`)$/, "$1") : first[0];
        if (ns === "*") {
          ns = wildcardFirstSym;
        }
        if (next === null) {
          o[ns] = null;
          return o;
        }
        if (o[ns] === null) {
          return o;
        }
        const { index } = next;
        const nextPath = `${str.substr(index, str.length - 1)}`;
        o[ns] = o[ns] || [];
        if (ns !== wildcardFirstSym && o[ns].length === 0) {
          o[ns].push(...o[wildcardFirstSym] || []);
        }
        if (ns === wildcardFirstSym) {
          Object.keys(o).forEach(function(k) {
            if (o[k]) {
              o[k].push(nextPath);
            }
          });
        }
        o[ns].push(nextPath);
        return o;
      }, /* @__PURE__ */ Object.create(null));
      const result = Object.assign(/* @__PURE__ */ Object.create(null), {
        [redactFmtSym]: Redact({ paths, censor, serialize, strict, remove })
      });
      const topCensor = (...args) => {
        return typeof censor === "function" ? serialize(censor(...args)) : serialize(censor);
      };
      return [...Object.keys(shape), ...Object.getOwnPropertySymbols(shape)].reduce((o, k) => {
        if (shape[k] === null) {
          o[k] = (value) => topCensor(value, [k]);
        } else {
          const wrappedCensor = typeof censor === "function" ? (value, path) => {
            return censor(value, [k, ...path]);
          } : censor;
          o[k] = Redact({
            paths: shape[k],
            censor: wrappedCensor,
            serialize,
            strict,
            remove
          });
        }
        return o;
      }, result);
    }
    function handle(opts) {
      if (Array.isArray(opts)) {
        opts = { paths: opts, censor: CENSOR };
        return opts;
      }
      let { paths, censor = CENSOR, remove } = opts;
      if (Array.isArray(paths) === false) {
        throw Error("pino \u2013 redact must contain an array of strings");
      }
      if (remove === true) censor = void 0;
      return { paths, censor, remove };
    }
    module.exports = redaction;
  }
});

// ../../node_modules/pino/lib/time.js
var require_time = __commonJS({
  "../../node_modules/pino/lib/time.js"(exports, module) {
    "use strict";
    var nullTime = () => "";
    var epochTime = () => `,"time":${Date.now()}`;
    var unixTime = () => `,"time":${Math.round(Date.now() / 1e3)}`;
    var isoTime = () => `,"time":"${new Date(Date.now()).toISOString()}"`;
    var NS_PER_MS = 1000000n;
    var NS_PER_SEC = 1000000000n;
    var startWallTimeNs = BigInt(Date.now()) * NS_PER_MS;
    var startHrTime = process.hrtime.bigint();
    var isoTimeNano = () => {
      const elapsedNs = process.hrtime.bigint() - startHrTime;
      const currentTimeNs = startWallTimeNs + elapsedNs;
      const secondsSinceEpoch = currentTimeNs / NS_PER_SEC;
      const nanosWithinSecond = currentTimeNs % NS_PER_SEC;
      const msSinceEpoch = Number(secondsSinceEpoch * 1000n + nanosWithinSecond / 1000000n);
      const date = new Date(msSinceEpoch);
      const year = date.getUTCFullYear();
      const month = (date.getUTCMonth() + 1).toString().padStart(2, "0");
      const day = date.getUTCDate().toString().padStart(2, "0");
      const hours = date.getUTCHours().toString().padStart(2, "0");
      const minutes = date.getUTCMinutes().toString().padStart(2, "0");
      const seconds = date.getUTCSeconds().toString().padStart(2, "0");
      return `,"time":"${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${nanosWithinSecond.toString().padStart(9, "0")}Z"`;
    };
    module.exports = { nullTime, epochTime, unixTime, isoTime, isoTimeNano };
  }
});

// ../../node_modules/quick-format-unescaped/index.js
var require_quick_format_unescaped = __commonJS({
  "../../node_modules/quick-format-unescaped/index.js"(exports, module) {
    "use strict";
    function tryStringify(o) {
      try {
        return JSON.stringify(o);
      } catch (e) {
        return '"[Circular]"';
      }
    }
    module.exports = format;
    function format(f, args, opts) {
      var ss = opts && opts.stringify || tryStringify;
      var offset = 1;
      if (typeof f === "object" && f !== null) {
        var len = args.length + offset;
        if (len === 1) return f;
        var objects = new Array(len);
        objects[0] = ss(f);
        for (var index = 1; index < len; index++) {
          objects[index] = ss(args[index]);
        }
        return objects.join(" ");
      }
      if (typeof f !== "string") {
        return f;
      }
      var argLen = args.length;
      if (argLen === 0) return f;
      var str = "";
      var a = 1 - offset;
      var lastPos = -1;
      var flen = f && f.length || 0;
      for (var i = 0; i < flen; ) {
        if (f.charCodeAt(i) === 37 && i + 1 < flen) {
          lastPos = lastPos > -1 ? lastPos : 0;
          switch (f.charCodeAt(i + 1)) {
            case 100:
            // 'd'
            case 102:
              if (a >= argLen)
                break;
              if (args[a] == null) break;
              if (lastPos < i)
                str += f.slice(lastPos, i);
              str += Number(args[a]);
              lastPos = i + 2;
              i++;
              break;
            case 105:
              if (a >= argLen)
                break;
              if (args[a] == null) break;
              if (lastPos < i)
                str += f.slice(lastPos, i);
              str += Math.floor(Number(args[a]));
              lastPos = i + 2;
              i++;
              break;
            case 79:
            // 'O'
            case 111:
            // 'o'
            case 106:
              if (a >= argLen)
                break;
              if (args[a] === void 0) break;
              if (lastPos < i)
                str += f.slice(lastPos, i);
              var type = typeof args[a];
              if (type === "string") {
                str += "'" + args[a] + "'";
                lastPos = i + 2;
                i++;
                break;
              }
              if (type === "function") {
                str += args[a].name || "<anonymous>";
                lastPos = i + 2;
                i++;
                break;
              }
              str += ss(args[a]);
              lastPos = i + 2;
              i++;
              break;
            case 115:
              if (a >= argLen)
                break;
              if (lastPos < i)
                str += f.slice(lastPos, i);
              str += String(args[a]);
              lastPos = i + 2;
              i++;
              break;
            case 37:
              if (lastPos < i)
                str += f.slice(lastPos, i);
              str += "%";
              lastPos = i + 2;
              i++;
              a--;
              break;
          }
          ++a;
        }
        ++i;
      }
      if (lastPos === -1)
        return f;
      else if (lastPos < flen) {
        str += f.slice(lastPos);
      }
      return str;
    }
  }
});

// ../../node_modules/atomic-sleep/index.js
var require_atomic_sleep = __commonJS({
  "../../node_modules/atomic-sleep/index.js"(exports, module) {
    "use strict";
    if (typeof SharedArrayBuffer !== "undefined" && typeof Atomics !== "undefined") {
      let sleep = function(ms) {
        const valid = ms > 0 && ms < Infinity;
        if (valid === false) {
          if (typeof ms !== "number" && typeof ms !== "bigint") {
            throw TypeError("sleep: ms must be a number");
          }
          throw RangeError("sleep: ms must be a number that is greater than 0 but less than Infinity");
        }
        Atomics.wait(nil, 0, 0, Number(ms));
      };
      const nil = new Int32Array(new SharedArrayBuffer(4));
      module.exports = sleep;
    } else {
      let sleep = function(ms) {
        const valid = ms > 0 && ms < Infinity;
        if (valid === false) {
          if (typeof ms !== "number" && typeof ms !== "bigint") {
            throw TypeError("sleep: ms must be a number");
          }
          throw RangeError("sleep: ms must be a number that is greater than 0 but less than Infinity");
        }
        const target = Date.now() + Number(ms);
        while (target > Date.now()) {
        }
      };
      module.exports = sleep;
    }
  }
});

// ../../node_modules/sonic-boom/index.js
var require_sonic_boom = __commonJS({
  "../../node_modules/sonic-boom/index.js"(exports, module) {
    "use strict";
    var fs = __require("fs");
    var EventEmitter = __require("events");
    var inherits = __require("util").inherits;
    var path = __require("path");
    var sleep = require_atomic_sleep();
    var assert = __require("assert");
    var BUSY_WRITE_TIMEOUT = 100;
    var kEmptyBuffer = Buffer.allocUnsafe(0);
    var MAX_WRITE = 16 * 1024;
    var kContentModeBuffer = "buffer";
    var kContentModeUtf8 = "utf8";
    var [major, minor] = (process.versions.node || "0.0").split(".").map(Number);
    var kCopyBuffer = major >= 22 && minor >= 7;
    function openFile(file, sonic) {
      sonic._opening = true;
      sonic._writing = true;
      sonic._asyncDrainScheduled = false;
      function fileOpened(err, fd) {
        if (err) {
          sonic._reopening = false;
          sonic._writing = false;
          sonic._opening = false;
          if (sonic.sync) {
            process.nextTick(() => {
              if (sonic.listenerCount("error") > 0) {
                sonic.emit("error", err);
              }
            });
          } else {
            sonic.emit("error", err);
          }
          return;
        }
        const reopening = sonic._reopening;
        sonic.fd = fd;
        sonic.file = file;
        sonic._reopening = false;
        sonic._opening = false;
        sonic._writing = false;
        if (sonic.sync) {
          process.nextTick(() => sonic.emit("ready"));
        } else {
          sonic.emit("ready");
        }
        if (sonic.destroyed) {
          return;
        }
        if (!sonic._writing && sonic._len > sonic.minLength || sonic._flushPending) {
          sonic._actualWrite();
        } else if (reopening) {
          process.nextTick(() => sonic.emit("drain"));
        }
      }
      const flags = sonic.append ? "a" : "w";
      const mode = sonic.mode;
      if (sonic.sync) {
        try {
          if (sonic.mkdir) fs.mkdirSync(path.dirname(file), { recursive: true });
          const fd = fs.openSync(file, flags, mode);
          fileOpened(null, fd);
        } catch (err) {
          fileOpened(err);
          throw err;
        }
      } else if (sonic.mkdir) {
        fs.mkdir(path.dirname(file), { recursive: true }, (err) => {
          if (err) return fileOpened(err);
          fs.open(file, flags, mode, fileOpened);
        });
      } else {
        fs.open(file, flags, mode, fileOpened);
      }
    }
    function SonicBoom(opts) {
      if (!(this instanceof SonicBoom)) {
        return new SonicBoom(opts);
      }
      let { fd, dest, minLength, maxLength, maxWrite, periodicFlush, sync, append = true, mkdir, retryEAGAIN, fsync, contentMode, mode } = opts || {};
      fd = fd || dest;
      this._len = 0;
      this.fd = -1;
      this._bufs = [];
      this._lens = [];
      this._writing = false;
      this._ending = false;
      this._reopening = false;
      this._asyncDrainScheduled = false;
      this._flushPending = false;
      this._hwm = Math.max(minLength || 0, 16387);
      this.file = null;
      this.destroyed = false;
      this.minLength = minLength || 0;
      this.maxLength = maxLength || 0;
      this.maxWrite = maxWrite || MAX_WRITE;
      this._periodicFlush = periodicFlush || 0;
      this._periodicFlushTimer = void 0;
      this.sync = sync || false;
      this.writable = true;
      this._fsync = fsync || false;
      this.append = append || false;
      this.mode = mode;
      this.retryEAGAIN = retryEAGAIN || (() => true);
      this.mkdir = mkdir || false;
      let fsWriteSync;
      let fsWrite;
      if (contentMode === kContentModeBuffer) {
        this._writingBuf = kEmptyBuffer;
        this.write = writeBuffer;
        this.flush = flushBuffer;
        this.flushSync = flushBufferSync;
        this._actualWrite = actualWriteBuffer;
        fsWriteSync = () => fs.writeSync(this.fd, this._writingBuf);
        fsWrite = () => fs.write(this.fd, this._writingBuf, this.release);
      } else if (contentMode === void 0 || contentMode === kContentModeUtf8) {
        this._writingBuf = "";
        this.write = write;
        this.flush = flush;
        this.flushSync = flushSync;
        this._actualWrite = actualWrite;
        fsWriteSync = () => {
          if (Buffer.isBuffer(this._writingBuf)) {
            return fs.writeSync(this.fd, this._writingBuf);
          }
          return fs.writeSync(this.fd, this._writingBuf, "utf8");
        };
        fsWrite = () => {
          if (Buffer.isBuffer(this._writingBuf)) {
            return fs.write(this.fd, this._writingBuf, this.release);
          }
          return fs.write(this.fd, this._writingBuf, "utf8", this.release);
        };
      } else {
        throw new Error(`SonicBoom supports "${kContentModeUtf8}" and "${kContentModeBuffer}", but passed ${contentMode}`);
      }
      if (typeof fd === "number") {
        this.fd = fd;
        process.nextTick(() => this.emit("ready"));
      } else if (typeof fd === "string") {
        openFile(fd, this);
      } else {
        throw new Error("SonicBoom supports only file descriptors and files");
      }
      if (this.minLength >= this.maxWrite) {
        throw new Error(`minLength should be smaller than maxWrite (${this.maxWrite})`);
      }
      this.release = (err, n) => {
        if (err) {
          if ((err.code === "EAGAIN" || err.code === "EBUSY") && this.retryEAGAIN(err, this._writingBuf.length, this._len - this._writingBuf.length)) {
            if (this.sync) {
              try {
                sleep(BUSY_WRITE_TIMEOUT);
                this.release(void 0, 0);
              } catch (err2) {
                this.release(err2);
              }
            } else {
              setTimeout(fsWrite, BUSY_WRITE_TIMEOUT);
            }
          } else {
            this._writing = false;
            this.emit("error", err);
          }
          return;
        }
        this.emit("write", n);
        const releasedBufObj = releaseWritingBuf(this._writingBuf, this._len, n);
        this._len = releasedBufObj.len;
        this._writingBuf = releasedBufObj.writingBuf;
        if (this._writingBuf.length) {
          if (!this.sync) {
            fsWrite();
            return;
          }
          try {
            do {
              const n2 = fsWriteSync();
              const releasedBufObj2 = releaseWritingBuf(this._writingBuf, this._len, n2);
              this._len = releasedBufObj2.len;
              this._writingBuf = releasedBufObj2.writingBuf;
            } while (this._writingBuf.length);
          } catch (err2) {
            this.release(err2);
            return;
          }
        }
        if (this._fsync) {
          fs.fsyncSync(this.fd);
        }
        const len = this._len;
        if (this._reopening) {
          this._writing = false;
          this._reopening = false;
          this.reopen();
        } else if (len > this.minLength) {
          this._actualWrite();
        } else if (this._ending) {
          if (len > 0) {
            this._actualWrite();
          } else {
            this._writing = false;
            actualClose(this);
          }
        } else {
          this._writing = false;
          if (this.sync) {
            if (!this._asyncDrainScheduled) {
              this._asyncDrainScheduled = true;
              process.nextTick(emitDrain, this);
            }
          } else {
            this.emit("drain");
          }
        }
      };
      this.on("newListener", function(name) {
        if (name === "drain") {
          this._asyncDrainScheduled = false;
        }
      });
      if (this._periodicFlush !== 0) {
        this._periodicFlushTimer = setInterval(() => this.flush(null), this._periodicFlush);
        this._periodicFlushTimer.unref();
      }
    }
    function releaseWritingBuf(writingBuf, len, n) {
      if (typeof writingBuf === "string") {
        writingBuf = Buffer.from(writingBuf);
      }
      len = Math.max(len - n, 0);
      writingBuf = writingBuf.subarray(n);
      return { writingBuf, len };
    }
    function emitDrain(sonic) {
      const hasListeners = sonic.listenerCount("drain") > 0;
      if (!hasListeners) return;
      sonic._asyncDrainScheduled = false;
      sonic.emit("drain");
    }
    inherits(SonicBoom, EventEmitter);
    function mergeBuf(bufs, len) {
      if (bufs.length === 0) {
        return kEmptyBuffer;
      }
      if (bufs.length === 1) {
        return bufs[0];
      }
      return Buffer.concat(bufs, len);
    }
    function write(data) {
      if (this.destroyed) {
        throw new Error("SonicBoom destroyed");
      }
      data = "" + data;
      const dataLen = Buffer.byteLength(data);
      const len = this._len + dataLen;
      const bufs = this._bufs;
      if (this.maxLength && len > this.maxLength) {
        this.emit("drop", data);
        return this._len < this._hwm;
      }
      if (bufs.length === 0 || Buffer.byteLength(bufs[bufs.length - 1]) + dataLen > this.maxWrite) {
        bufs.push(data);
      } else {
        bufs[bufs.length - 1] += data;
      }
      this._len = len;
      if (!this._writing && this._len >= this.minLength) {
        this._actualWrite();
      }
      return this._len < this._hwm;
    }
    function writeBuffer(data) {
      if (this.destroyed) {
        throw new Error("SonicBoom destroyed");
      }
      const len = this._len + data.length;
      const bufs = this._bufs;
      const lens = this._lens;
      if (this.maxLength && len > this.maxLength) {
        this.emit("drop", data);
        return this._len < this._hwm;
      }
      if (bufs.length === 0 || lens[lens.length - 1] + data.length > this.maxWrite) {
        bufs.push([data]);
        lens.push(data.length);
      } else {
        bufs[bufs.length - 1].push(data);
        lens[lens.length - 1] += data.length;
      }
      this._len = len;
      if (!this._writing && this._len >= this.minLength) {
        this._actualWrite();
      }
      return this._len < this._hwm;
    }
    function callFlushCallbackOnDrain(cb) {
      this._flushPending = true;
      const onDrain = () => {
        if (!this._fsync) {
          try {
            fs.fsync(this.fd, (err) => {
              this._flushPending = false;
              cb(err);
            });
          } catch (err) {
            cb(err);
          }
        } else {
          this._flushPending = false;
          cb();
        }
        this.off("error", onError);
      };
      const onError = (err) => {
        this._flushPending = false;
        cb(err);
        this.off("drain", onDrain);
      };
      this.once("drain", onDrain);
      this.once("error", onError);
    }
    function flush(cb) {
      if (cb != null && typeof cb !== "function") {
        throw new Error("flush cb must be a function");
      }
      if (this.destroyed) {
        const error = new Error("SonicBoom destroyed");
        if (cb) {
          cb(error);
          return;
        }
        throw error;
      }
      if (this.minLength <= 0) {
        cb?.();
        return;
      }
      if (cb) {
        callFlushCallbackOnDrain.call(this, cb);
      }
      if (this._writing) {
        return;
      }
      if (this._bufs.length === 0) {
        this._bufs.push("");
      }
      this._actualWrite();
    }
    function flushBuffer(cb) {
      if (cb != null && typeof cb !== "function") {
        throw new Error("flush cb must be a function");
      }
      if (this.destroyed) {
        const error = new Error("SonicBoom destroyed");
        if (cb) {
          cb(error);
          return;
        }
        throw error;
      }
      if (this.minLength <= 0) {
        cb?.();
        return;
      }
      if (cb) {
        callFlushCallbackOnDrain.call(this, cb);
      }
      if (this._writing) {
        return;
      }
      if (this._bufs.length === 0) {
        this._bufs.push([]);
        this._lens.push(0);
      }
      this._actualWrite();
    }
    SonicBoom.prototype.reopen = function(file) {
      if (this.destroyed) {
        throw new Error("SonicBoom destroyed");
      }
      if (this._opening) {
        this.once("ready", () => {
          this.reopen(file);
        });
        return;
      }
      if (this._ending) {
        return;
      }
      if (!this.file) {
        throw new Error("Unable to reopen a file descriptor, you must pass a file to SonicBoom");
      }
      if (file) {
        this.file = file;
      }
      this._reopening = true;
      if (this._writing) {
        return;
      }
      const fd = this.fd;
      this.once("ready", () => {
        if (fd !== this.fd) {
          fs.close(fd, (err) => {
            if (err) {
              return this.emit("error", err);
            }
          });
        }
      });
      openFile(this.file, this);
    };
    SonicBoom.prototype.end = function() {
      if (this.destroyed) {
        throw new Error("SonicBoom destroyed");
      }
      if (this._opening) {
        this.once("ready", () => {
          this.end();
        });
        return;
      }
      if (this._ending) {
        return;
      }
      this._ending = true;
      if (this._writing) {
        return;
      }
      if (this._len > 0 && this.fd >= 0) {
        this._actualWrite();
      } else {
        actualClose(this);
      }
    };
    function flushSync() {
      if (this.destroyed) {
        throw new Error("SonicBoom destroyed");
      }
      if (this.fd < 0) {
        throw new Error("sonic boom is not ready yet");
      }
      if (!this._writing && this._writingBuf.length > 0) {
        this._bufs.unshift(this._writingBuf);
        this._writingBuf = "";
      }
      let buf = "";
      while (this._bufs.length || buf.length) {
        if (buf.length <= 0) {
          buf = this._bufs[0];
        }
        try {
          const n = Buffer.isBuffer(buf) ? fs.writeSync(this.fd, buf) : fs.writeSync(this.fd, buf, "utf8");
          const releasedBufObj = releaseWritingBuf(buf, this._len, n);
          buf = releasedBufObj.writingBuf;
          this._len = releasedBufObj.len;
          if (buf.length <= 0) {
            this._bufs.shift();
          }
        } catch (err) {
          const shouldRetry = err.code === "EAGAIN" || err.code === "EBUSY";
          if (shouldRetry && !this.retryEAGAIN(err, buf.length, this._len - buf.length)) {
            throw err;
          }
          sleep(BUSY_WRITE_TIMEOUT);
        }
      }
      try {
        fs.fsyncSync(this.fd);
      } catch {
      }
    }
    function flushBufferSync() {
      if (this.destroyed) {
        throw new Error("SonicBoom destroyed");
      }
      if (this.fd < 0) {
        throw new Error("sonic boom is not ready yet");
      }
      if (!this._writing && this._writingBuf.length > 0) {
        this._bufs.unshift([this._writingBuf]);
        this._writingBuf = kEmptyBuffer;
      }
      let buf = kEmptyBuffer;
      while (this._bufs.length || buf.length) {
        if (buf.length <= 0) {
          buf = mergeBuf(this._bufs[0], this._lens[0]);
        }
        try {
          const n = fs.writeSync(this.fd, buf);
          buf = buf.subarray(n);
          this._len = Math.max(this._len - n, 0);
          if (buf.length <= 0) {
            this._bufs.shift();
            this._lens.shift();
          }
        } catch (err) {
          const shouldRetry = err.code === "EAGAIN" || err.code === "EBUSY";
          if (shouldRetry && !this.retryEAGAIN(err, buf.length, this._len - buf.length)) {
            throw err;
          }
          sleep(BUSY_WRITE_TIMEOUT);
        }
      }
    }
    SonicBoom.prototype.destroy = function() {
      if (this.destroyed) {
        return;
      }
      actualClose(this);
    };
    function actualWrite() {
      const release = this.release;
      this._writing = true;
      this._writingBuf = this._writingBuf.length ? this._writingBuf : this._bufs.shift() || "";
      if (this.sync) {
        try {
          const written = Buffer.isBuffer(this._writingBuf) ? fs.writeSync(this.fd, this._writingBuf) : fs.writeSync(this.fd, this._writingBuf, "utf8");
          release(null, written);
        } catch (err) {
          release(err);
        }
      } else {
        fs.write(this.fd, this._writingBuf, release);
      }
    }
    function actualWriteBuffer() {
      const release = this.release;
      this._writing = true;
      this._writingBuf = this._writingBuf.length ? this._writingBuf : mergeBuf(this._bufs.shift(), this._lens.shift());
      if (this.sync) {
        try {
          const written = fs.writeSync(this.fd, this._writingBuf);
          release(null, written);
        } catch (err) {
          release(err);
        }
      } else {
        if (kCopyBuffer) {
          this._writingBuf = Buffer.from(this._writingBuf);
        }
        fs.write(this.fd, this._writingBuf, release);
      }
    }
    function actualClose(sonic) {
      if (sonic.fd === -1) {
        sonic.once("ready", actualClose.bind(null, sonic));
        return;
      }
      if (sonic._periodicFlushTimer !== void 0) {
        clearInterval(sonic._periodicFlushTimer);
      }
      sonic.destroyed = true;
      sonic._bufs = [];
      sonic._lens = [];
      assert(typeof sonic.fd === "number", `sonic.fd must be a number, got ${typeof sonic.fd}`);
      try {
        fs.fsync(sonic.fd, closeWrapped);
      } catch {
      }
      function closeWrapped() {
        if (sonic.fd !== 1 && sonic.fd !== 2) {
          fs.close(sonic.fd, done);
        } else {
          done();
        }
      }
      function done(err) {
        if (err) {
          sonic.emit("error", err);
          return;
        }
        if (sonic._ending && !sonic._writing) {
          sonic.emit("finish");
        }
        sonic.emit("close");
      }
    }
    SonicBoom.SonicBoom = SonicBoom;
    SonicBoom.default = SonicBoom;
    module.exports = SonicBoom;
  }
});

// ../../node_modules/on-exit-leak-free/index.js
var require_on_exit_leak_free = __commonJS({
  "../../node_modules/on-exit-leak-free/index.js"(exports, module) {
    "use strict";
    var refs = {
      exit: [],
      beforeExit: []
    };
    var functions = {
      exit: onExit,
      beforeExit: onBeforeExit
    };
    var registry;
    function ensureRegistry() {
      if (registry === void 0) {
        registry = new FinalizationRegistry(clear);
      }
    }
    function install(event2) {
      if (refs[event2].length > 0) {
        return;
      }
      process.on(event2, functions[event2]);
    }
    function uninstall(event2) {
      if (refs[event2].length > 0) {
        return;
      }
      process.removeListener(event2, functions[event2]);
      if (refs.exit.length === 0 && refs.beforeExit.length === 0) {
        registry = void 0;
      }
    }
    function onExit() {
      callRefs("exit");
    }
    function onBeforeExit() {
      callRefs("beforeExit");
    }
    function callRefs(event2) {
      for (const ref of refs[event2]) {
        const obj = ref.deref();
        const fn = ref.fn;
        if (obj !== void 0) {
          fn(obj, event2);
        }
      }
      refs[event2] = [];
    }
    function clear(ref) {
      for (const event2 of ["exit", "beforeExit"]) {
        const index = refs[event2].indexOf(ref);
        refs[event2].splice(index, index + 1);
        uninstall(event2);
      }
    }
    function _register(event2, obj, fn) {
      if (obj === void 0) {
        throw new Error("the object can't be undefined");
      }
      install(event2);
      const ref = new WeakRef(obj);
      ref.fn = fn;
      ensureRegistry();
      registry.register(obj, ref);
      refs[event2].push(ref);
    }
    function register(obj, fn) {
      _register("exit", obj, fn);
    }
    function registerBeforeExit(obj, fn) {
      _register("beforeExit", obj, fn);
    }
    function unregister(obj) {
      if (registry === void 0) {
        return;
      }
      registry.unregister(obj);
      for (const event2 of ["exit", "beforeExit"]) {
        refs[event2] = refs[event2].filter((ref) => {
          const _obj = ref.deref();
          return _obj && _obj !== obj;
        });
        uninstall(event2);
      }
    }
    module.exports = {
      register,
      registerBeforeExit,
      unregister
    };
  }
});

// ../../node_modules/thread-stream/package.json
var require_package = __commonJS({
  "../../node_modules/thread-stream/package.json"(exports, module) {
    module.exports = {
      name: "thread-stream",
      version: "4.2.1",
      description: "A streaming way to send data to a Node.js Worker Thread",
      main: "index.js",
      types: "index.d.ts",
      engines: {
        node: ">=20"
      },
      dependencies: {
        "real-require": "^1.0.0"
      },
      devDependencies: {
        "@types/node": "^26.1.1",
        "@yao-pkg/pkg": "^6.0.0",
        borp: "^1.0.0",
        desm: "^1.3.0",
        eslint: "^9.39.1",
        fastbench: "^1.0.1",
        neostandard: "^0.13.0",
        "pino-elasticsearch": "^9.0.0",
        "sonic-boom": "^5.0.0",
        "ts-node": "^10.8.0",
        tsd: "^0.33.0",
        typescript: "~5.7.3"
      },
      scripts: {
        build: "tsc --noEmit",
        lint: "eslint",
        test: 'npm run lint && npm run build && npm run test:types && npm run transpile && borp --expose-gc --pattern "test/*.test.{js,mjs}"',
        "test:ci": 'npm run lint && npm run test:types && npm run transpile && borp --expose-gc --pattern "test/*.test.{js,mjs}"',
        "test:types": "tsd",
        "test:yarn": 'npm run transpile && borp --expose-gc --pattern "test/*.test.js"',
        transpile: "sh ./test/ts/transpile.sh"
      },
      tsd: {
        directory: "test/types"
      },
      repository: {
        type: "git",
        url: "git+https://github.com/mcollina/thread-stream.git"
      },
      keywords: [
        "worker",
        "thread",
        "threads",
        "stream"
      ],
      author: "Matteo Collina <hello@matteocollina.com>",
      license: "MIT",
      bugs: {
        url: "https://github.com/mcollina/thread-stream/issues"
      },
      homepage: "https://github.com/mcollina/thread-stream#readme"
    };
  }
});

// ../../node_modules/thread-stream/lib/wait.js
var require_wait = __commonJS({
  "../../node_modules/thread-stream/lib/wait.js"(exports, module) {
    "use strict";
    var WAIT_MS = 1e4;
    function wait(state, index, expected, timeout, done) {
      const max = timeout === Infinity ? Infinity : Date.now() + timeout;
      const check = (previous) => {
        const current = Atomics.load(state, index);
        if (current >= expected) {
          done(null, "ok");
          return;
        }
        if (previous !== void 0 && current !== previous) {
          done(null, "not-equal");
          return;
        }
        if (max !== Infinity && Date.now() > max) {
          done(null, "timed-out");
          return;
        }
        const remaining = max === Infinity ? WAIT_MS : Math.min(WAIT_MS, Math.max(1, max - Date.now()));
        const result = Atomics.waitAsync(state, index, current, remaining);
        if (result.async) {
          result.value.then((res) => {
            if (res === "ok") {
              const latest = Atomics.load(state, index);
              done(null, latest >= expected ? "ok" : "not-equal");
              return;
            }
            check(current);
          });
        } else {
          setImmediate(done, null, "not-equal");
        }
      };
      check();
    }
    function waitDiff(state, index, expected, timeout, done) {
      const max = timeout === Infinity ? Infinity : Date.now() + timeout;
      const check = () => {
        const current = Atomics.load(state, index);
        if (current !== expected) {
          done(null, "ok");
          return;
        }
        if (max !== Infinity && Date.now() > max) {
          done(null, "timed-out");
          return;
        }
        const remaining = max === Infinity ? WAIT_MS : Math.min(WAIT_MS, Math.max(1, max - Date.now()));
        const result = Atomics.waitAsync(state, index, expected, remaining);
        if (result.async) {
          result.value.then((res) => {
            if (res === "ok") {
              done(null, "ok");
              return;
            }
            check();
          });
        } else {
          setImmediate(check);
        }
      };
      check();
    }
    module.exports = { wait, waitDiff };
  }
});

// ../../node_modules/thread-stream/lib/indexes.js
var require_indexes = __commonJS({
  "../../node_modules/thread-stream/lib/indexes.js"(exports, module) {
    "use strict";
    var SEQ_INDEX = 2;
    var WRITE_INDEX = 4;
    var READ_INDEX = 8;
    module.exports = {
      WRITE_INDEX,
      READ_INDEX,
      SEQ_INDEX
    };
  }
});

// ../../node_modules/thread-stream/index.js
var require_thread_stream = __commonJS({
  "../../node_modules/thread-stream/index.js"(exports, module) {
    "use strict";
    var { version } = require_package();
    var { EventEmitter } = __require("events");
    var { Worker } = __require("worker_threads");
    var { join: join3 } = __require("path");
    var { pathToFileURL } = __require("url");
    var { wait } = require_wait();
    var {
      WRITE_INDEX,
      READ_INDEX,
      SEQ_INDEX
    } = require_indexes();
    var buffer = __require("buffer");
    var assert = __require("assert");
    var kImpl = /* @__PURE__ */ Symbol("kImpl");
    var MAX_STRING = buffer.constants.MAX_STRING_LENGTH;
    function noop() {
    }
    function updateState(stream, fn) {
      Atomics.add(stream[kImpl].state, SEQ_INDEX, 1);
      fn();
      Atomics.add(stream[kImpl].state, SEQ_INDEX, 1);
      Atomics.notify(stream[kImpl].state, SEQ_INDEX);
    }
    function resetIndexes(stream) {
      updateState(stream, () => {
        Atomics.store(stream[kImpl].state, READ_INDEX, 0);
        Atomics.store(stream[kImpl].state, WRITE_INDEX, 0);
      });
      Atomics.notify(stream[kImpl].state, READ_INDEX);
    }
    var FakeWeakRef = class {
      constructor(value) {
        this._value = value;
      }
      deref() {
        return this._value;
      }
    };
    var FakeFinalizationRegistry = class {
      register() {
      }
      unregister() {
      }
    };
    var FinalizationRegistry2 = process.env.NODE_V8_COVERAGE ? FakeFinalizationRegistry : global.FinalizationRegistry || FakeFinalizationRegistry;
    var WeakRef2 = process.env.NODE_V8_COVERAGE ? FakeWeakRef : global.WeakRef || FakeWeakRef;
    var registry = new FinalizationRegistry2((worker) => {
      if (worker.exited) {
        return;
      }
      worker.terminate();
    });
    function createWorker(stream, opts) {
      const { filename, workerData } = opts;
      const bundlerOverrides = "__bundlerPathsOverrides" in globalThis ? globalThis.__bundlerPathsOverrides : {};
      const toExecute = bundlerOverrides["thread-stream-worker"] || join3(__dirname, "lib", "worker.js");
      const worker = new Worker(toExecute, {
        ...opts.workerOpts,
        name: opts.workerOpts?.name || "thread-stream",
        trackUnmanagedFds: false,
        workerData: {
          filename: filename.indexOf("file://") === 0 ? filename : pathToFileURL(filename).href,
          dataBuf: stream[kImpl].dataBuf,
          stateBuf: stream[kImpl].stateBuf,
          workerData: {
            $context: {
              threadStreamVersion: version
            },
            ...workerData
          }
        }
      });
      worker.stream = new FakeWeakRef(stream);
      worker.on("message", onWorkerMessage);
      worker.on("exit", onWorkerExit);
      registry.register(stream, worker);
      return worker;
    }
    function drain(stream) {
      assert(!stream[kImpl].sync);
      if (stream[kImpl].needDrain) {
        stream[kImpl].needDrain = false;
        stream.emit("drain");
      }
    }
    function nextFlush(stream) {
      while (true) {
        const writeIndex = Atomics.load(stream[kImpl].state, WRITE_INDEX);
        if (stream.destroyed || writeIndex < 0) {
          return;
        }
        const leftover = stream[kImpl].data.length - writeIndex;
        if (leftover > 0) {
          if (stream[kImpl].bufLen === 0) {
            stream[kImpl].flushing = false;
            if (stream[kImpl].ending) {
              end(stream);
            } else if (stream[kImpl].needDrain) {
              process.nextTick(drain, stream);
            }
            return;
          }
          write(stream, leftover, noop);
          continue;
        }
        if (leftover === 0) {
          if (writeIndex === 0 && stream[kImpl].bufLen === 0) {
            return;
          }
          waitForRead(stream, () => {
            if (stream.destroyed) {
              return;
            }
            resetIndexes(stream);
            nextFlush(stream);
          });
          return;
        }
        destroy(stream, new Error("overwritten"));
        return;
      }
    }
    function onWorkerMessage(msg) {
      const stream = this.stream.deref();
      if (stream === void 0) {
        this.exited = true;
        this.terminate();
        return;
      }
      if (msg?.code == null) {
        return;
      }
      switch (msg.code) {
        case "READY":
          if (!stream[kImpl].ending) {
            this.stream = new WeakRef2(stream);
          }
          waitForRead(stream, () => {
            stream[kImpl].ready = true;
            stream.emit("ready");
          });
          break;
        case "ERROR":
          destroy(stream, msg.err);
          break;
        case "EVENT":
          if (Array.isArray(msg.args)) {
            stream.emit(msg.name, ...msg.args);
          } else {
            stream.emit(msg.name, msg.args);
          }
          break;
        case "FLUSHED": {
          if (msg.context !== "thread-stream") {
            destroy(stream, new Error("this should not happen: " + msg.code));
            break;
          }
          const cb = stream[kImpl].flushCallbacks.get(msg.id);
          if (cb) {
            stream[kImpl].flushCallbacks.delete(msg.id);
            process.nextTick(cb);
          }
          break;
        }
        case "WARNING":
          process.emitWarning(msg.err);
          break;
        default:
          destroy(stream, new Error("this should not happen: " + msg.code));
      }
    }
    function onWorkerExit(code) {
      const stream = this.stream.deref();
      if (stream === void 0) {
        return;
      }
      registry.unregister(stream);
      stream.worker.exited = true;
      stream.worker.off("exit", onWorkerExit);
      destroy(stream, code !== 0 ? new Error("the worker thread exited") : null);
    }
    var ThreadStream = class extends EventEmitter {
      constructor(opts = {}) {
        super();
        if (opts.bufferSize < 4) {
          throw new Error("bufferSize must at least fit a 4-byte utf-8 char");
        }
        this[kImpl] = {};
        this[kImpl].stateBuf = new SharedArrayBuffer(128);
        this[kImpl].state = new Int32Array(this[kImpl].stateBuf);
        this[kImpl].dataBuf = new SharedArrayBuffer(opts.bufferSize || 4 * 1024 * 1024);
        this[kImpl].data = Buffer.from(this[kImpl].dataBuf);
        this[kImpl].sync = opts.sync || false;
        this[kImpl].ending = false;
        this[kImpl].ended = false;
        this[kImpl].needDrain = false;
        this[kImpl].destroyed = false;
        this[kImpl].flushing = false;
        this[kImpl].ready = false;
        this[kImpl].finished = false;
        this[kImpl].errored = null;
        this[kImpl].closed = false;
        this[kImpl].buf = [];
        this[kImpl].bufHead = 0;
        this[kImpl].bufLen = 0;
        this[kImpl].flushCallbacks = /* @__PURE__ */ new Map();
        this[kImpl].nextFlushId = 0;
        this[kImpl].flushRetainCount = 0;
        this[kImpl].userRef = true;
        this.worker = createWorker(this, opts);
        this.on("message", (message, transferList) => {
          this.worker.postMessage(message, transferList);
        });
      }
      write(data) {
        const dataBuf = Buffer.isBuffer(data) ? data : Buffer.from(data);
        if (this[kImpl].destroyed) {
          error(this, new Error("the worker has exited"));
          return false;
        }
        if (this[kImpl].ending) {
          error(this, new Error("the worker is ending"));
          return false;
        }
        if (this[kImpl].flushing && this[kImpl].bufLen + dataBuf.length >= MAX_STRING) {
          try {
            writeSync2(this);
            this[kImpl].flushing = true;
          } catch (err) {
            destroy(this, err);
            return false;
          }
        }
        this[kImpl].buf.push(dataBuf);
        this[kImpl].bufLen += dataBuf.length;
        if (this[kImpl].sync) {
          try {
            writeSync2(this);
            return true;
          } catch (err) {
            destroy(this, err);
            return false;
          }
        }
        if (!this[kImpl].flushing) {
          this[kImpl].flushing = true;
          setImmediate(nextFlush, this);
        }
        this[kImpl].needDrain = this[kImpl].data.length - this[kImpl].bufLen - Atomics.load(this[kImpl].state, WRITE_INDEX) <= 0;
        return !this[kImpl].needDrain;
      }
      end() {
        if (this[kImpl].destroyed) {
          return;
        }
        this[kImpl].ending = true;
        this.worker.stream = new FakeWeakRef(this);
        end(this);
      }
      flush(cb) {
        const userCb = typeof cb === "function" ? cb : null;
        cb = userCb || noop;
        if (userCb) {
          retainWorkerForPendingFlush(this);
        }
        let finished = false;
        const done = (err) => {
          if (finished) {
            return;
          }
          finished = true;
          if (userCb) {
            releaseWorkerForPendingFlush(this);
          }
          cb(err);
        };
        flushBuffer(this, (err) => {
          if (err) {
            process.nextTick(done, err);
            return;
          }
          requestWorkerFlush(this, done);
        });
      }
      flushSync() {
        if (this[kImpl].destroyed) {
          return;
        }
        writeSync2(this);
        flushSync(this);
      }
      unref() {
        this[kImpl].userRef = false;
        if (this[kImpl].flushRetainCount === 0) {
          this.worker.unref();
        }
      }
      ref() {
        this[kImpl].userRef = true;
        this.worker.ref();
      }
      get ready() {
        return this[kImpl].ready;
      }
      get destroyed() {
        return this[kImpl].destroyed;
      }
      get closed() {
        return this[kImpl].closed;
      }
      get writable() {
        return !this[kImpl].destroyed && !this[kImpl].ending;
      }
      get writableEnded() {
        return this[kImpl].ending;
      }
      get writableFinished() {
        return this[kImpl].finished;
      }
      get writableNeedDrain() {
        return this[kImpl].needDrain;
      }
      get writableObjectMode() {
        return false;
      }
      get writableErrored() {
        return this[kImpl].errored;
      }
    };
    function flushBuffer(stream, cb) {
      if (stream[kImpl].destroyed) {
        process.nextTick(cb, new Error("the worker has exited"));
        return;
      }
      if (!stream[kImpl].sync && (stream[kImpl].flushing || stream[kImpl].bufLen > 0)) {
        setImmediate(flushBuffer, stream, cb);
        return;
      }
      waitForRead(stream, cb);
    }
    function waitForRead(stream, cb) {
      const writeIndex = Atomics.load(stream[kImpl].state, WRITE_INDEX);
      wait(stream[kImpl].state, READ_INDEX, writeIndex, Infinity, (err, res) => {
        if (err) {
          destroy(stream, err);
          cb(err);
          return;
        }
        if (res !== "ok") {
          waitForRead(stream, cb);
          return;
        }
        cb();
      });
    }
    function retainWorkerForPendingFlush(stream) {
      if (stream[kImpl].flushRetainCount === 0) {
        stream.worker.ref();
      }
      stream[kImpl].flushRetainCount++;
    }
    function releaseWorkerForPendingFlush(stream) {
      if (stream[kImpl].flushRetainCount === 0) {
        return;
      }
      stream[kImpl].flushRetainCount--;
      if (stream[kImpl].flushRetainCount === 0 && !stream[kImpl].userRef) {
        stream.worker.unref();
      }
    }
    function requestWorkerFlush(stream, cb) {
      if (stream[kImpl].destroyed) {
        process.nextTick(cb, new Error("the worker has exited"));
        return;
      }
      if (!stream[kImpl].ready) {
        const onReady = () => {
          cleanup();
          requestWorkerFlush(stream, cb);
        };
        const onClose = () => {
          cleanup();
          process.nextTick(cb, new Error("the worker has exited"));
        };
        const cleanup = () => {
          stream.off("ready", onReady);
          stream.off("close", onClose);
        };
        stream.once("ready", onReady);
        stream.once("close", onClose);
        return;
      }
      const id = ++stream[kImpl].nextFlushId;
      stream[kImpl].flushCallbacks.set(id, cb);
      try {
        stream.worker.postMessage({
          code: "FLUSH",
          context: "thread-stream",
          id
        });
      } catch (err) {
        stream[kImpl].flushCallbacks.delete(id);
        destroy(stream, err);
        process.nextTick(cb, err);
      }
    }
    function failPendingFlushCallbacks(stream, err) {
      const callbacks = stream[kImpl].flushCallbacks;
      if (callbacks.size === 0) {
        return;
      }
      const flushErr = err || new Error("the worker has exited");
      for (const cb of callbacks.values()) {
        process.nextTick(cb, flushErr);
      }
      callbacks.clear();
    }
    function error(stream, err) {
      setImmediate(() => {
        stream.emit("error", err);
      });
    }
    function destroy(stream, err) {
      if (stream[kImpl].destroyed) {
        return;
      }
      stream[kImpl].destroyed = true;
      failPendingFlushCallbacks(stream, err);
      if (err) {
        stream[kImpl].errored = err;
        error(stream, err);
      }
      if (!stream.worker.exited) {
        stream.worker.terminate().catch(() => {
        }).then(() => {
          stream[kImpl].closed = true;
          stream.emit("close");
        });
      } else {
        setImmediate(() => {
          stream[kImpl].closed = true;
          stream.emit("close");
        });
      }
    }
    function write(stream, maxBytes, cb) {
      const current = Atomics.load(stream[kImpl].state, WRITE_INDEX);
      let offset = current;
      let remaining = maxBytes;
      while (remaining > 0 && stream[kImpl].bufLen !== 0) {
        const head = stream[kImpl].bufHead;
        const buf = stream[kImpl].buf[head];
        if (buf.length <= remaining) {
          buf.copy(stream[kImpl].data, offset);
          offset += buf.length;
          remaining -= buf.length;
          stream[kImpl].bufLen -= buf.length;
          stream[kImpl].bufHead = head + 1;
          if (stream[kImpl].bufHead === stream[kImpl].buf.length) {
            stream[kImpl].buf.length = 0;
            stream[kImpl].bufHead = 0;
          } else if (stream[kImpl].bufHead >= 1024 && stream[kImpl].bufHead * 2 >= stream[kImpl].buf.length) {
            stream[kImpl].buf.splice(0, stream[kImpl].bufHead);
            stream[kImpl].bufHead = 0;
          }
          continue;
        }
        buf.copy(stream[kImpl].data, offset, 0, remaining);
        stream[kImpl].buf[head] = buf.subarray(remaining);
        stream[kImpl].bufLen -= remaining;
        offset += remaining;
        remaining = 0;
      }
      updateState(stream, () => {
        Atomics.store(stream[kImpl].state, WRITE_INDEX, offset);
      });
      cb();
      return true;
    }
    function end(stream) {
      if (stream[kImpl].ended || !stream[kImpl].ending || stream[kImpl].flushing) {
        return;
      }
      stream[kImpl].ended = true;
      try {
        stream.flushSync();
        let readIndex = Atomics.load(stream[kImpl].state, READ_INDEX);
        updateState(stream, () => {
          Atomics.store(stream[kImpl].state, WRITE_INDEX, -1);
        });
        let spins = 0;
        while (readIndex !== -1) {
          Atomics.wait(stream[kImpl].state, READ_INDEX, readIndex, 1e3);
          readIndex = Atomics.load(stream[kImpl].state, READ_INDEX);
          if (readIndex === -2) {
            destroy(stream, new Error("end() failed"));
            return;
          }
          if (++spins === 10) {
            destroy(stream, new Error("end() took too long (10s)"));
            return;
          }
        }
        process.nextTick(() => {
          stream[kImpl].finished = true;
          stream.emit("finish");
        });
      } catch (err) {
        destroy(stream, err);
      }
    }
    function writeSync2(stream) {
      const cb = () => {
        if (stream[kImpl].ending) {
          end(stream);
        } else if (stream[kImpl].needDrain) {
          process.nextTick(drain, stream);
        }
      };
      stream[kImpl].flushing = false;
      while (stream[kImpl].bufLen !== 0) {
        const writeIndex = Atomics.load(stream[kImpl].state, WRITE_INDEX);
        if (writeIndex < 0) {
          throw new Error("_writeSync failed");
        }
        const leftover = stream[kImpl].data.length - writeIndex;
        if (leftover === 0) {
          flushSync(stream);
          resetIndexes(stream);
          continue;
        } else if (leftover < 0) {
          throw new Error("overwritten");
        }
        write(stream, leftover, cb);
      }
    }
    function flushSync(stream) {
      if (stream[kImpl].flushing) {
        throw new Error("unable to flush while flushing");
      }
      const writeIndex = Atomics.load(stream[kImpl].state, WRITE_INDEX);
      let spins = 0;
      while (true) {
        const readIndex = Atomics.load(stream[kImpl].state, READ_INDEX);
        if (readIndex === -2) {
          throw Error("_flushSync failed");
        }
        if (readIndex !== writeIndex) {
          Atomics.wait(stream[kImpl].state, READ_INDEX, readIndex, 1e3);
        } else {
          break;
        }
        if (++spins === 10) {
          throw new Error("_flushSync took too long (10s)");
        }
      }
    }
    module.exports = ThreadStream;
  }
});

// ../../node_modules/pino/lib/transport.js
var require_transport = __commonJS({
  "../../node_modules/pino/lib/transport.js"(exports, module) {
    "use strict";
    var { createRequire } = __require("module");
    var { existsSync } = __require("node:fs");
    var getCallers = require_caller();
    var { join: join3, isAbsolute, sep } = __require("node:path");
    var { fileURLToPath } = __require("node:url");
    var sleep = require_atomic_sleep();
    var onExit = require_on_exit_leak_free();
    var ThreadStream = require_thread_stream();
    var { transportUsesMultistreamSym } = require_symbols();
    function setupOnExit(stream) {
      onExit.register(stream, autoEnd);
      onExit.registerBeforeExit(stream, flush);
      stream.on("close", function() {
        onExit.unregister(stream);
      });
    }
    function hasPreloadFlags() {
      const execArgv = process.execArgv;
      for (let i = 0; i < execArgv.length; i++) {
        const arg = execArgv[i];
        if (arg === "--import" || arg === "--require" || arg === "-r") {
          return true;
        }
        if (arg.startsWith("--import=") || arg.startsWith("--require=") || arg.startsWith("-r=")) {
          return true;
        }
      }
      return false;
    }
    function sanitizeNodeOptions(nodeOptions) {
      const tokens = nodeOptions.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g);
      if (!tokens) {
        return nodeOptions;
      }
      const sanitized = [];
      let changed = false;
      for (let i = 0; i < tokens.length; i++) {
        const token = tokens[i];
        if (token === "--require" || token === "-r" || token === "--import") {
          const next = tokens[i + 1];
          if (next && shouldDropPreload(next)) {
            changed = true;
            i++;
            continue;
          }
          sanitized.push(token);
          if (next) {
            sanitized.push(next);
            i++;
          }
          continue;
        }
        if (token.startsWith("--require=") || token.startsWith("-r=") || token.startsWith("--import=")) {
          const value = token.slice(token.indexOf("=") + 1);
          if (shouldDropPreload(value)) {
            changed = true;
            continue;
          }
        }
        sanitized.push(token);
      }
      return changed ? sanitized.join(" ") : nodeOptions;
    }
    function shouldDropPreload(value) {
      const unquoted = stripQuotes(value);
      if (!unquoted) {
        return false;
      }
      let path = unquoted;
      if (path.startsWith("file://")) {
        try {
          path = fileURLToPath(path);
        } catch {
          return false;
        }
      }
      return isAbsolute(path) && !existsSync(path);
    }
    function stripQuotes(value) {
      const first = value[0];
      const last = value[value.length - 1];
      if (first === '"' && last === '"' || first === "'" && last === "'") {
        return value.slice(1, -1);
      }
      return value;
    }
    function buildStream(filename, workerData, workerOpts, sync, name) {
      if (!workerOpts.execArgv && hasPreloadFlags() && __require.main === void 0) {
        workerOpts = {
          ...workerOpts,
          execArgv: []
        };
      }
      if (!workerOpts.env && process.env.NODE_OPTIONS) {
        const nodeOptions = sanitizeNodeOptions(process.env.NODE_OPTIONS);
        if (nodeOptions !== process.env.NODE_OPTIONS) {
          workerOpts = {
            ...workerOpts,
            env: {
              ...process.env,
              NODE_OPTIONS: nodeOptions
            }
          };
        }
      }
      workerOpts = { ...workerOpts, name };
      const stream = new ThreadStream({
        filename,
        workerData,
        workerOpts,
        sync
      });
      stream.on("ready", onReady);
      stream.on("close", function() {
        process.removeListener("exit", onExit2);
      });
      process.on("exit", onExit2);
      function onReady() {
        process.removeListener("exit", onExit2);
        stream.unref();
        if (workerOpts.autoEnd !== false) {
          setupOnExit(stream);
        }
      }
      function onExit2() {
        if (stream.closed) {
          return;
        }
        stream.flushSync();
        sleep(100);
        stream.end();
      }
      return stream;
    }
    function autoEnd(stream) {
      stream.ref();
      stream.flushSync();
      stream.end();
      stream.once("close", function() {
        stream.unref();
      });
    }
    function flush(stream) {
      stream.flushSync();
    }
    function transport(fullOptions) {
      const { pipeline, targets, levels, dedupe, worker = {}, caller = getCallers(), sync = false } = fullOptions;
      const options = {
        ...fullOptions.options
      };
      let usesMultistream = false;
      const callers = typeof caller === "string" ? [caller] : caller;
      const bundlerOverrides = typeof globalThis === "object" && Object.prototype.hasOwnProperty.call(globalThis, "__bundlerPathsOverrides") && globalThis.__bundlerPathsOverrides && typeof globalThis.__bundlerPathsOverrides === "object" ? globalThis.__bundlerPathsOverrides : /* @__PURE__ */ Object.create(null);
      let target = fullOptions.target;
      if (target && targets) {
        throw new Error("only one of target or targets can be specified");
      }
      if (targets) {
        target = bundlerOverrides["pino-worker"] || join3(__dirname, "worker.js");
        options.targets = targets.filter((dest) => dest.target).map((dest) => {
          return {
            ...dest,
            target: fixTarget(dest.target)
          };
        });
        options.pipelines = targets.filter((dest) => dest.pipeline).map((dest) => {
          return dest.pipeline.map((t) => {
            return {
              ...t,
              level: dest.level,
              // duplicate the pipeline `level` property defined in the upper level
              target: fixTarget(t.target)
            };
          });
        });
        const targetsHaveLevel = options.targets.some((t) => t.level != null);
        const pipelinesHaveLevel = options.pipelines.some((p) => p.some((t) => t.level != null));
        usesMultistream = options.targets.length + options.pipelines.length > 1 || targetsHaveLevel || pipelinesHaveLevel;
      } else if (pipeline) {
        target = bundlerOverrides["pino-worker"] || join3(__dirname, "worker.js");
        options.pipelines = [pipeline.map((dest) => {
          return {
            ...dest,
            target: fixTarget(dest.target)
          };
        })];
      }
      if (levels) {
        options.levels = levels;
      }
      if (dedupe) {
        options.dedupe = dedupe;
      }
      options.pinoWillSendConfig = true;
      const name = targets || pipeline ? "pino.transport" : target;
      const stream = buildStream(fixTarget(target), options, worker, sync, name);
      if (usesMultistream) {
        stream[transportUsesMultistreamSym] = true;
      }
      return stream;
      function fixTarget(origin) {
        origin = bundlerOverrides[origin] || origin;
        if (isAbsolute(origin) || origin.indexOf("file://") === 0) {
          return origin;
        }
        if (origin === "pino/file") {
          return join3(__dirname, "..", "file.js");
        }
        let fixTarget2;
        for (const filePath of callers) {
          try {
            const context = filePath === "node:repl" ? process.cwd() + sep : filePath;
            fixTarget2 = createRequire(context).resolve(origin);
            break;
          } catch (err) {
            continue;
          }
        }
        if (!fixTarget2) {
          throw new Error(`unable to determine transport target for "${origin}"`);
        }
        return fixTarget2;
      }
    }
    module.exports = transport;
  }
});

// ../../node_modules/pino/lib/tools.js
var require_tools = __commonJS({
  "../../node_modules/pino/lib/tools.js"(exports, module) {
    "use strict";
    var diagChan = __require("node:diagnostics_channel");
    var format = require_quick_format_unescaped();
    var { mapHttpRequest, mapHttpResponse } = require_pino_std_serializers();
    var SonicBoom = require_sonic_boom();
    var onExit = require_on_exit_leak_free();
    var {
      lsCacheSym,
      chindingsSym,
      writeSym,
      serializersSym,
      formatOptsSym,
      endSym,
      stringifiersSym,
      stringifySym,
      stringifySafeSym,
      wildcardFirstSym,
      nestedKeySym,
      formattersSym,
      messageKeySym,
      errorKeySym,
      nestedKeyStrSym,
      msgPrefixSym
    } = require_symbols();
    var { isMainThread } = __require("worker_threads");
    var transport = require_transport();
    var [nodeMajor] = process.versions.node.split(".").map((v) => Number(v));
    var asJsonChan = diagChan.tracingChannel("pino_asJson");
    var asString = nodeMajor >= 25 ? (str) => JSON.stringify(str) : _asString;
    function noop() {
    }
    function genLog(level, hook) {
      if (!hook) return LOG;
      return function hookWrappedLog(...args) {
        hook.call(this, args, LOG, level);
      };
      function LOG(o, ...n) {
        if (typeof o === "object") {
          let msg = o;
          if (o !== null) {
            if (o.method && o.headers && o.socket) {
              o = mapHttpRequest(o);
            } else if (typeof o.setHeader === "function") {
              o = mapHttpResponse(o);
            }
          }
          let formatParams;
          if (msg === null && n.length === 0) {
            formatParams = [null];
          } else {
            msg = n.shift();
            formatParams = n;
          }
          if (typeof this[msgPrefixSym] === "string" && msg !== void 0 && msg !== null) {
            msg = this[msgPrefixSym] + msg;
          }
          this[writeSym](o, format(msg, formatParams, this[formatOptsSym]), level);
        } else {
          let msg = o === void 0 ? n.shift() : o;
          if (typeof this[msgPrefixSym] === "string" && msg !== void 0 && msg !== null) {
            msg = this[msgPrefixSym] + msg;
          }
          this[writeSym](null, format(msg, n, this[formatOptsSym]), level);
        }
      }
    }
    function _asString(str) {
      let result = "";
      let last = 0;
      let found = false;
      let point = 255;
      const l = str.length;
      if (l > 100) {
        return JSON.stringify(str);
      }
      for (var i = 0; i < l && point >= 32; i++) {
        point = str.charCodeAt(i);
        if (point === 34 || point === 92) {
          result += str.slice(last, i) + "\\";
          last = i;
          found = true;
        }
      }
      if (!found) {
        result = str;
      } else {
        result += str.slice(last);
      }
      return point < 32 ? JSON.stringify(str) : '"' + result + '"';
    }
    function asJson(obj, msg, num, time) {
      if (asJsonChan.hasSubscribers === false) {
        return _asJson.call(this, obj, msg, num, time);
      }
      const store = { instance: this, arguments };
      return asJsonChan.traceSync(_asJson, store, this, obj, msg, num, time);
    }
    function _asJson(obj, msg, num, time) {
      const stringify2 = this[stringifySym];
      const stringifySafe = this[stringifySafeSym];
      const stringifiers = this[stringifiersSym];
      const end = this[endSym];
      const chindings = this[chindingsSym];
      const serializers = this[serializersSym];
      const formatters = this[formattersSym];
      const messageKey = this[messageKeySym];
      const errorKey = this[errorKeySym];
      let data = this[lsCacheSym][num] + time;
      data = data + chindings;
      let value;
      if (formatters.log) {
        obj = formatters.log(obj);
      }
      const wildcardStringifier = stringifiers[wildcardFirstSym];
      let propStr = "";
      for (const key in obj) {
        value = obj[key];
        if (Object.prototype.hasOwnProperty.call(obj, key) && value !== void 0) {
          if (serializers[key]) {
            value = serializers[key](value);
          } else if (key === errorKey && serializers.err) {
            value = serializers.err(value);
          }
          const stringifier = stringifiers[key] || wildcardStringifier;
          switch (typeof value) {
            case "undefined":
            case "function":
              continue;
            case "number":
              if (Number.isFinite(value) === false) {
                value = null;
              }
            // this case explicitly falls through to the next one
            case "boolean":
              if (stringifier) value = stringifier(value);
              break;
            case "string":
              value = (stringifier || asString)(value);
              break;
            default:
              value = (stringifier || stringify2)(value, stringifySafe);
          }
          if (value === void 0) continue;
          const strKey = asString(key);
          propStr += "," + strKey + ":" + value;
        }
      }
      let msgStr = "";
      if (msg !== void 0) {
        value = serializers[messageKey] ? serializers[messageKey](msg) : msg;
        const stringifier = stringifiers[messageKey] || wildcardStringifier;
        switch (typeof value) {
          case "function":
            break;
          case "number":
            if (Number.isFinite(value) === false) {
              value = null;
            }
          // this case explicitly falls through to the next one
          case "boolean":
            if (stringifier) value = stringifier(value);
            msgStr = ',"' + messageKey + '":' + value;
            break;
          case "string":
            value = (stringifier || asString)(value);
            msgStr = ',"' + messageKey + '":' + value;
            break;
          default:
            value = (stringifier || stringify2)(value, stringifySafe);
            msgStr = ',"' + messageKey + '":' + value;
        }
      }
      if (this[nestedKeySym] && propStr) {
        return data + this[nestedKeyStrSym] + propStr.slice(1) + "}" + msgStr + end;
      } else {
        return data + propStr + msgStr + end;
      }
    }
    function asChindings(instance, bindings) {
      let value;
      let data = instance[chindingsSym];
      const stringify2 = instance[stringifySym];
      const stringifySafe = instance[stringifySafeSym];
      const stringifiers = instance[stringifiersSym];
      const wildcardStringifier = stringifiers[wildcardFirstSym];
      const serializers = instance[serializersSym];
      const formatter = instance[formattersSym].bindings;
      bindings = formatter(bindings);
      for (const key in bindings) {
        value = bindings[key];
        const valid = (key.length < 5 || key !== "level" && key !== "serializers" && key !== "formatters" && key !== "customLevels") && bindings.hasOwnProperty(key) && value !== void 0;
        if (valid === true) {
          value = serializers[key] ? serializers[key](value) : value;
          value = (stringifiers[key] || wildcardStringifier || stringify2)(value, stringifySafe);
          if (value === void 0) continue;
          data += "," + asString(key) + ":" + value;
        }
      }
      return data;
    }
    function hasBeenTampered(stream) {
      return stream.write !== stream.constructor.prototype.write;
    }
    function buildSafeSonicBoom(opts) {
      const stream = new SonicBoom(opts);
      stream.on("error", filterBrokenPipe);
      if (!opts.sync && isMainThread) {
        onExit.register(stream, autoEnd);
        stream.on("close", function() {
          onExit.unregister(stream);
        });
      }
      return stream;
      function filterBrokenPipe(err) {
        if (err.code === "EPIPE") {
          stream.write = noop;
          stream.end = noop;
          stream.flushSync = noop;
          stream.destroy = noop;
          return;
        }
        stream.removeListener("error", filterBrokenPipe);
        stream.emit("error", err);
      }
    }
    function autoEnd(stream, eventName2) {
      if (stream.destroyed) {
        return;
      }
      if (eventName2 === "beforeExit") {
        stream.flush();
        stream.on("drain", function() {
          stream.end();
        });
      } else {
        stream.flushSync();
      }
    }
    function createArgsNormalizer(defaultOptions) {
      return function normalizeArgs(instance, caller, opts = {}, stream) {
        if (typeof opts === "string") {
          stream = buildSafeSonicBoom({ dest: opts });
          opts = {};
        } else if (typeof stream === "string") {
          if (opts && opts.transport) {
            throw Error("only one of option.transport or stream can be specified");
          }
          stream = buildSafeSonicBoom({ dest: stream });
        } else if (opts instanceof SonicBoom || opts.writable || opts._writableState) {
          stream = opts;
          opts = {};
        } else if (opts.transport) {
          if (opts.transport instanceof SonicBoom || opts.transport.writable || opts.transport._writableState) {
            throw Error("option.transport do not allow stream, please pass to option directly. e.g. pino(transport)");
          }
          if (opts.transport.targets && opts.transport.targets.length && opts.formatters && typeof opts.formatters.level === "function") {
            throw Error("option.transport.targets do not allow custom level formatters");
          }
          let customLevels;
          if (opts.customLevels) {
            customLevels = opts.useOnlyCustomLevels ? opts.customLevels : Object.assign({}, opts.levels, opts.customLevels);
          }
          stream = transport({ caller, ...opts.transport, levels: customLevels });
        }
        opts = Object.assign({}, defaultOptions, opts);
        opts.serializers = Object.assign(/* @__PURE__ */ Object.create(null), defaultOptions.serializers, opts.serializers);
        opts.formatters = Object.assign({}, defaultOptions.formatters, opts.formatters);
        if (opts.prettyPrint) {
          throw new Error("prettyPrint option is no longer supported, see the pino-pretty package (https://github.com/pinojs/pino-pretty)");
        }
        const { enabled, onChild } = opts;
        if (enabled === false) opts.level = "silent";
        if (!onChild) opts.onChild = noop;
        if (!stream) {
          if (!hasBeenTampered(process.stdout)) {
            stream = buildSafeSonicBoom({ fd: process.stdout.fd || 1 });
          } else {
            stream = process.stdout;
          }
        }
        return { opts, stream };
      };
    }
    function stringify(obj, stringifySafeFn) {
      try {
        return JSON.stringify(obj);
      } catch (_) {
        try {
          const stringify2 = stringifySafeFn || this[stringifySafeSym];
          return stringify2(obj);
        } catch (_2) {
          return '"[unable to serialize, circular reference is too complex to analyze]"';
        }
      }
    }
    function buildFormatters(level, bindings, log) {
      return {
        level,
        bindings,
        log
      };
    }
    function normalizeDestFileDescriptor(destination) {
      const fd = Number(destination);
      if (typeof destination === "string" && Number.isFinite(fd)) {
        return fd;
      }
      if (destination === void 0) {
        return 1;
      }
      return destination;
    }
    module.exports = {
      noop,
      buildSafeSonicBoom,
      asChindings,
      asJson,
      genLog,
      createArgsNormalizer,
      stringify,
      buildFormatters,
      normalizeDestFileDescriptor
    };
  }
});

// ../../node_modules/pino/lib/constants.js
var require_constants2 = __commonJS({
  "../../node_modules/pino/lib/constants.js"(exports, module) {
    var DEFAULT_LEVELS = {
      trace: 10,
      debug: 20,
      info: 30,
      warn: 40,
      error: 50,
      fatal: 60
    };
    var SORTING_ORDER = {
      ASC: "ASC",
      DESC: "DESC"
    };
    module.exports = {
      DEFAULT_LEVELS,
      SORTING_ORDER
    };
  }
});

// ../../node_modules/pino/lib/levels.js
var require_levels = __commonJS({
  "../../node_modules/pino/lib/levels.js"(exports, module) {
    "use strict";
    var {
      lsCacheSym,
      levelValSym,
      useOnlyCustomLevelsSym,
      streamSym,
      formattersSym,
      hooksSym,
      levelCompSym
    } = require_symbols();
    var { noop, genLog } = require_tools();
    var { DEFAULT_LEVELS, SORTING_ORDER } = require_constants2();
    var levelMethods = {
      fatal: (hook) => {
        const logFatal = genLog(DEFAULT_LEVELS.fatal, hook);
        return function(...args) {
          const stream = this[streamSym];
          logFatal.call(this, ...args);
          if (typeof stream.flushSync === "function") {
            try {
              stream.flushSync();
            } catch (e) {
            }
          }
        };
      },
      error: (hook) => genLog(DEFAULT_LEVELS.error, hook),
      warn: (hook) => genLog(DEFAULT_LEVELS.warn, hook),
      info: (hook) => genLog(DEFAULT_LEVELS.info, hook),
      debug: (hook) => genLog(DEFAULT_LEVELS.debug, hook),
      trace: (hook) => genLog(DEFAULT_LEVELS.trace, hook)
    };
    var nums = Object.keys(DEFAULT_LEVELS).reduce((o, k) => {
      o[DEFAULT_LEVELS[k]] = k;
      return o;
    }, {});
    var initialLsCache = Object.keys(nums).reduce((o, k) => {
      o[k] = '{"level":' + Number(k);
      return o;
    }, {});
    function genLsCache(instance) {
      const formatter = instance[formattersSym].level;
      const { labels } = instance.levels;
      const cache = {};
      for (const label in labels) {
        const level = formatter(labels[label], Number(label));
        cache[label] = JSON.stringify(level).slice(0, -1);
      }
      instance[lsCacheSym] = cache;
      return instance;
    }
    function isStandardLevel(level, useOnlyCustomLevels) {
      if (useOnlyCustomLevels) {
        return false;
      }
      switch (level) {
        case "fatal":
        case "error":
        case "warn":
        case "info":
        case "debug":
        case "trace":
          return true;
        default:
          return false;
      }
    }
    function setLevel(level) {
      const { labels, values } = this.levels;
      if (typeof level === "number") {
        if (labels[level] === void 0) throw Error("unknown level value" + level);
        level = labels[level];
      }
      if (values[level] === void 0) throw Error("unknown level " + level);
      const preLevelVal = this[levelValSym];
      const levelVal = this[levelValSym] = values[level];
      const useOnlyCustomLevelsVal = this[useOnlyCustomLevelsSym];
      const levelComparison = this[levelCompSym];
      const hook = this[hooksSym].logMethod;
      for (const key in values) {
        if (levelComparison(values[key], levelVal) === false) {
          this[key] = noop;
          continue;
        }
        this[key] = isStandardLevel(key, useOnlyCustomLevelsVal) ? levelMethods[key](hook) : genLog(values[key], hook);
      }
      this.emit(
        "level-change",
        level,
        levelVal,
        labels[preLevelVal],
        preLevelVal,
        this
      );
    }
    function getLevel(level) {
      const { levels, levelVal } = this;
      return levels && levels.labels ? levels.labels[levelVal] : "";
    }
    function isLevelEnabled(logLevel) {
      const { values } = this.levels;
      const logLevelVal = values[logLevel];
      return logLevelVal !== void 0 && this[levelCompSym](logLevelVal, this[levelValSym]);
    }
    function compareLevel(direction, current, expected) {
      if (direction === SORTING_ORDER.DESC) {
        return current <= expected;
      }
      return current >= expected;
    }
    function genLevelComparison(levelComparison) {
      if (typeof levelComparison === "string") {
        return compareLevel.bind(null, levelComparison);
      }
      return levelComparison;
    }
    function mappings(customLevels = null, useOnlyCustomLevels = false) {
      const customNums = customLevels ? Object.keys(customLevels).reduce((o, k) => {
        o[customLevels[k]] = k;
        return o;
      }, {}) : null;
      const labels = Object.assign(
        Object.create(Object.prototype, { Infinity: { value: "silent" } }),
        useOnlyCustomLevels ? null : nums,
        customNums
      );
      const values = Object.assign(
        Object.create(Object.prototype, { silent: { value: Infinity } }),
        useOnlyCustomLevels ? null : DEFAULT_LEVELS,
        customLevels
      );
      return { labels, values };
    }
    function assertDefaultLevelFound(defaultLevel, customLevels, useOnlyCustomLevels) {
      if (typeof defaultLevel === "number") {
        const values = [].concat(
          Object.keys(customLevels || {}).map((key) => customLevels[key]),
          useOnlyCustomLevels ? [] : Object.keys(nums).map((level) => +level),
          Infinity
        );
        if (!values.includes(defaultLevel)) {
          throw Error(`default level:${defaultLevel} must be included in custom levels`);
        }
        return;
      }
      const labels = Object.assign(
        Object.create(Object.prototype, { silent: { value: Infinity } }),
        useOnlyCustomLevels ? null : DEFAULT_LEVELS,
        customLevels
      );
      if (!(defaultLevel in labels)) {
        throw Error(`default level:${defaultLevel} must be included in custom levels`);
      }
    }
    function assertNoLevelCollisions(levels, customLevels) {
      const { labels, values } = levels;
      for (const k in customLevels) {
        if (k in values) {
          throw Error("levels cannot be overridden");
        }
        if (customLevels[k] in labels) {
          throw Error("pre-existing level values cannot be used for new levels");
        }
      }
    }
    function assertLevelComparison(levelComparison) {
      if (typeof levelComparison === "function") {
        return;
      }
      if (typeof levelComparison === "string" && Object.values(SORTING_ORDER).includes(levelComparison)) {
        return;
      }
      throw new Error('Levels comparison should be one of "ASC", "DESC" or "function" type');
    }
    module.exports = {
      initialLsCache,
      genLsCache,
      levelMethods,
      getLevel,
      setLevel,
      isLevelEnabled,
      mappings,
      assertNoLevelCollisions,
      assertDefaultLevelFound,
      genLevelComparison,
      assertLevelComparison
    };
  }
});

// ../../node_modules/pino/lib/meta.js
var require_meta = __commonJS({
  "../../node_modules/pino/lib/meta.js"(exports, module) {
    "use strict";
    module.exports = { version: "10.4.0" };
  }
});

// ../../node_modules/pino/lib/proto.js
var require_proto = __commonJS({
  "../../node_modules/pino/lib/proto.js"(exports, module) {
    "use strict";
    var { EventEmitter } = __require("node:events");
    var {
      lsCacheSym,
      levelValSym,
      setLevelSym,
      getLevelSym,
      chindingsSym,
      mixinSym,
      asJsonSym,
      writeSym,
      mixinMergeStrategySym,
      timeSym,
      timeSliceIndexSym,
      streamSym,
      serializersSym,
      formattersSym,
      errorKeySym,
      messageKeySym,
      useOnlyCustomLevelsSym,
      needsMetadataGsym,
      redactFmtSym,
      stringifySym,
      formatOptsSym,
      stringifiersSym,
      msgPrefixSym,
      hooksSym
    } = require_symbols();
    var {
      getLevel,
      setLevel,
      isLevelEnabled,
      mappings,
      initialLsCache,
      genLsCache,
      assertNoLevelCollisions
    } = require_levels();
    var {
      asChindings,
      asJson,
      buildFormatters,
      stringify,
      noop
    } = require_tools();
    var {
      version
    } = require_meta();
    var redaction = require_redaction();
    var constructor = class Pino {
    };
    var prototype = {
      constructor,
      child,
      bindings,
      setBindings,
      flush,
      isLevelEnabled,
      version,
      get level() {
        return this[getLevelSym]();
      },
      set level(lvl) {
        this[setLevelSym](lvl);
      },
      get levelVal() {
        return this[levelValSym];
      },
      set levelVal(n) {
        throw Error("levelVal is read-only");
      },
      get msgPrefix() {
        return this[msgPrefixSym];
      },
      get [Symbol.toStringTag]() {
        return "Pino";
      },
      [lsCacheSym]: initialLsCache,
      [writeSym]: write,
      [asJsonSym]: asJson,
      [getLevelSym]: getLevel,
      [setLevelSym]: setLevel
    };
    Object.setPrototypeOf(prototype, EventEmitter.prototype);
    module.exports = function() {
      return Object.create(prototype);
    };
    var resetChildingsFormatter = (bindings2) => bindings2;
    function child(bindings2, options) {
      if (!bindings2) {
        throw Error("missing bindings for child Pino");
      }
      const serializers = this[serializersSym];
      const formatters = this[formattersSym];
      const instance = Object.create(this);
      if (options == null) {
        if (instance[formattersSym].bindings !== resetChildingsFormatter) {
          instance[formattersSym] = buildFormatters(
            formatters.level,
            resetChildingsFormatter,
            formatters.log
          );
        }
        instance[chindingsSym] = asChindings(instance, bindings2);
        if (this.onChild !== noop) {
          this.onChild(instance);
        }
        return instance;
      }
      if (options.hasOwnProperty("serializers") === true) {
        instance[serializersSym] = /* @__PURE__ */ Object.create(null);
        for (const k in serializers) {
          instance[serializersSym][k] = serializers[k];
        }
        const parentSymbols = Object.getOwnPropertySymbols(serializers);
        for (var i = 0; i < parentSymbols.length; i++) {
          const ks = parentSymbols[i];
          instance[serializersSym][ks] = serializers[ks];
        }
        for (const bk in options.serializers) {
          instance[serializersSym][bk] = options.serializers[bk];
        }
        const bindingsSymbols = Object.getOwnPropertySymbols(options.serializers);
        for (var bi = 0; bi < bindingsSymbols.length; bi++) {
          const bks = bindingsSymbols[bi];
          instance[serializersSym][bks] = options.serializers[bks];
        }
      } else instance[serializersSym] = serializers;
      if (options.hasOwnProperty("formatters")) {
        const { level, bindings: chindings, log } = options.formatters;
        instance[formattersSym] = buildFormatters(
          level || formatters.level,
          chindings || resetChildingsFormatter,
          log || formatters.log
        );
      } else {
        instance[formattersSym] = buildFormatters(
          formatters.level,
          resetChildingsFormatter,
          formatters.log
        );
      }
      if (options.hasOwnProperty("customLevels") === true) {
        assertNoLevelCollisions(this.levels, options.customLevels);
        instance.levels = mappings(options.customLevels, instance[useOnlyCustomLevelsSym]);
        genLsCache(instance);
      }
      if (typeof options.redact === "object" && options.redact !== null || Array.isArray(options.redact)) {
        instance.redact = options.redact;
        const stringifiers = redaction(instance.redact, stringify);
        const formatOpts = { stringify: stringifiers[redactFmtSym] };
        instance[stringifySym] = stringify;
        instance[stringifiersSym] = stringifiers;
        instance[formatOptsSym] = formatOpts;
      }
      if (typeof options.msgPrefix === "string") {
        instance[msgPrefixSym] = (this[msgPrefixSym] || "") + options.msgPrefix;
      }
      instance[chindingsSym] = asChindings(instance, bindings2);
      if (options.level !== void 0 && options.level !== this.level || options.hasOwnProperty("customLevels")) {
        const childLevel = options.level || this.level;
        instance[setLevelSym](childLevel);
      }
      this.onChild(instance);
      return instance;
    }
    function bindings() {
      const chindings = this[chindingsSym];
      const chindingsJson = `{${chindings.substr(1)}}`;
      const bindingsFromJson = JSON.parse(chindingsJson);
      delete bindingsFromJson.pid;
      delete bindingsFromJson.hostname;
      return bindingsFromJson;
    }
    function setBindings(newBindings) {
      const chindings = asChindings(this, newBindings);
      this[chindingsSym] = chindings;
    }
    function defaultMixinMergeStrategy(mergeObject, mixinObject) {
      return Object.assign(mixinObject, mergeObject);
    }
    function write(_obj, msg, num) {
      const t = this[timeSym]();
      const mixin = this[mixinSym];
      const errorKey = this[errorKeySym];
      const messageKey = this[messageKeySym];
      const mixinMergeStrategy = this[mixinMergeStrategySym] || defaultMixinMergeStrategy;
      let obj;
      const streamWriteHook = this[hooksSym].streamWrite;
      if (_obj === void 0 || _obj === null) {
        obj = {};
      } else if (_obj instanceof Error) {
        obj = { [errorKey]: _obj };
        if (msg === void 0) {
          msg = _obj.message;
        }
      } else {
        obj = _obj;
        if (msg === void 0 && _obj[messageKey] === void 0 && _obj[errorKey]) {
          msg = _obj[errorKey].message;
        }
      }
      if (mixin) {
        obj = mixinMergeStrategy(obj, mixin(obj, num, this));
      }
      const s = this[asJsonSym](obj, msg, num, t);
      const stream = this[streamSym];
      if (stream[needsMetadataGsym] === true) {
        stream.lastLevel = num;
        stream.lastObj = obj;
        stream.lastMsg = msg;
        stream.lastTime = t.slice(this[timeSliceIndexSym]);
        stream.lastLogger = this;
      }
      stream.write(streamWriteHook ? streamWriteHook(s) : s);
    }
    function flush(cb) {
      if (cb != null && typeof cb !== "function") {
        throw Error("callback must be a function");
      }
      const stream = this[streamSym];
      if (typeof stream.flush === "function") {
        stream.flush(cb || noop);
      } else if (cb) cb();
    }
  }
});

// ../../node_modules/safe-stable-stringify/index.js
var require_safe_stable_stringify = __commonJS({
  "../../node_modules/safe-stable-stringify/index.js"(exports, module) {
    "use strict";
    var { hasOwnProperty } = Object.prototype;
    var stringify = configure();
    stringify.configure = configure;
    stringify.stringify = stringify;
    stringify.default = stringify;
    exports.stringify = stringify;
    exports.configure = configure;
    module.exports = stringify;
    var strEscapeSequencesRegExp = /[\u0000-\u001f\u0022\u005c\ud800-\udfff]/;
    function strEscape(str) {
      if (str.length < 5e3 && !strEscapeSequencesRegExp.test(str)) {
        return `"${str}"`;
      }
      return JSON.stringify(str);
    }
    function sort(array2, comparator) {
      if (array2.length > 200 || comparator) {
        return array2.sort(comparator);
      }
      for (let i = 1; i < array2.length; i++) {
        const currentValue = array2[i];
        let position = i;
        while (position !== 0 && array2[position - 1] > currentValue) {
          array2[position] = array2[position - 1];
          position--;
        }
        array2[position] = currentValue;
      }
      return array2;
    }
    var typedArrayPrototypeGetSymbolToStringTag = Object.getOwnPropertyDescriptor(
      Object.getPrototypeOf(
        Object.getPrototypeOf(
          new Int8Array()
        )
      ),
      Symbol.toStringTag
    ).get;
    function isTypedArrayWithEntries(value) {
      return typedArrayPrototypeGetSymbolToStringTag.call(value) !== void 0 && value.length !== 0;
    }
    function stringifyTypedArray(array2, separator, maximumBreadth) {
      if (array2.length < maximumBreadth) {
        maximumBreadth = array2.length;
      }
      const whitespace = separator === "," ? "" : " ";
      let res = `"0":${whitespace}${array2[0]}`;
      for (let i = 1; i < maximumBreadth; i++) {
        res += `${separator}"${i}":${whitespace}${array2[i]}`;
      }
      return res;
    }
    function getCircularValueOption(options) {
      if (hasOwnProperty.call(options, "circularValue")) {
        const circularValue = options.circularValue;
        if (typeof circularValue === "string") {
          return `"${circularValue}"`;
        }
        if (circularValue == null) {
          return circularValue;
        }
        if (circularValue === Error || circularValue === TypeError) {
          return {
            toString() {
              throw new TypeError("Converting circular structure to JSON");
            }
          };
        }
        throw new TypeError('The "circularValue" argument must be of type string or the value null or undefined');
      }
      return '"[Circular]"';
    }
    function getDeterministicOption(options) {
      let value;
      if (hasOwnProperty.call(options, "deterministic")) {
        value = options.deterministic;
        if (typeof value !== "boolean" && typeof value !== "function") {
          throw new TypeError('The "deterministic" argument must be of type boolean or comparator function');
        }
      }
      return value === void 0 ? true : value;
    }
    function getBooleanOption(options, key) {
      let value;
      if (hasOwnProperty.call(options, key)) {
        value = options[key];
        if (typeof value !== "boolean") {
          throw new TypeError(`The "${key}" argument must be of type boolean`);
        }
      }
      return value === void 0 ? true : value;
    }
    function getPositiveIntegerOption(options, key) {
      let value;
      if (hasOwnProperty.call(options, key)) {
        value = options[key];
        if (typeof value !== "number") {
          throw new TypeError(`The "${key}" argument must be of type number`);
        }
        if (!Number.isInteger(value)) {
          throw new TypeError(`The "${key}" argument must be an integer`);
        }
        if (value < 1) {
          throw new RangeError(`The "${key}" argument must be >= 1`);
        }
      }
      return value === void 0 ? Infinity : value;
    }
    function getItemCount(number) {
      if (number === 1) {
        return "1 item";
      }
      return `${number} items`;
    }
    function getUniqueReplacerSet(replacerArray) {
      const replacerSet = /* @__PURE__ */ new Set();
      for (const value of replacerArray) {
        if (typeof value === "string" || typeof value === "number") {
          replacerSet.add(String(value));
        }
      }
      return replacerSet;
    }
    function getStrictOption(options) {
      if (hasOwnProperty.call(options, "strict")) {
        const value = options.strict;
        if (typeof value !== "boolean") {
          throw new TypeError('The "strict" argument must be of type boolean');
        }
        if (value) {
          return (value2) => {
            let message = `Object can not safely be stringified. Received type ${typeof value2}`;
            if (typeof value2 !== "function") message += ` (${value2.toString()})`;
            throw new Error(message);
          };
        }
      }
    }
    function configure(options) {
      options = { ...options };
      const fail = getStrictOption(options);
      if (fail) {
        if (options.bigint === void 0) {
          options.bigint = false;
        }
        if (!("circularValue" in options)) {
          options.circularValue = Error;
        }
      }
      const circularValue = getCircularValueOption(options);
      const bigint = getBooleanOption(options, "bigint");
      const deterministic = getDeterministicOption(options);
      const comparator = typeof deterministic === "function" ? deterministic : void 0;
      const maximumDepth = getPositiveIntegerOption(options, "maximumDepth");
      const maximumBreadth = getPositiveIntegerOption(options, "maximumBreadth");
      function stringifyFnReplacer(key, parent, stack, replacer, spacer, indentation) {
        let value = parent[key];
        if (typeof value === "object" && value !== null && typeof value.toJSON === "function") {
          value = value.toJSON(key);
        }
        value = replacer.call(parent, key, value);
        switch (typeof value) {
          case "string":
            return strEscape(value);
          case "object": {
            if (value === null) {
              return "null";
            }
            if (stack.indexOf(value) !== -1) {
              return circularValue;
            }
            let res = "";
            let join3 = ",";
            const originalIndentation = indentation;
            if (Array.isArray(value)) {
              if (value.length === 0) {
                return "[]";
              }
              if (maximumDepth < stack.length + 1) {
                return '"[Array]"';
              }
              stack.push(value);
              if (spacer !== "") {
                indentation += spacer;
                res += `
${indentation}`;
                join3 = `,
${indentation}`;
              }
              const maximumValuesToStringify = Math.min(value.length, maximumBreadth);
              let i = 0;
              for (; i < maximumValuesToStringify - 1; i++) {
                const tmp2 = stringifyFnReplacer(String(i), value, stack, replacer, spacer, indentation);
                res += tmp2 !== void 0 ? tmp2 : "null";
                res += join3;
              }
              const tmp = stringifyFnReplacer(String(i), value, stack, replacer, spacer, indentation);
              res += tmp !== void 0 ? tmp : "null";
              if (value.length - 1 > maximumBreadth) {
                const removedKeys = value.length - maximumBreadth - 1;
                res += `${join3}"... ${getItemCount(removedKeys)} not stringified"`;
              }
              if (spacer !== "") {
                res += `
${originalIndentation}`;
              }
              stack.pop();
              return `[${res}]`;
            }
            let keys = Object.keys(value);
            const keyLength = keys.length;
            if (keyLength === 0) {
              return "{}";
            }
            if (maximumDepth < stack.length + 1) {
              return '"[Object]"';
            }
            let whitespace = "";
            let separator = "";
            if (spacer !== "") {
              indentation += spacer;
              join3 = `,
${indentation}`;
              whitespace = " ";
            }
            const maximumPropertiesToStringify = Math.min(keyLength, maximumBreadth);
            if (deterministic && !isTypedArrayWithEntries(value)) {
              keys = sort(keys, comparator);
            }
            stack.push(value);
            for (let i = 0; i < maximumPropertiesToStringify; i++) {
              const key2 = keys[i];
              const tmp = stringifyFnReplacer(key2, value, stack, replacer, spacer, indentation);
              if (tmp !== void 0) {
                res += `${separator}${strEscape(key2)}:${whitespace}${tmp}`;
                separator = join3;
              }
            }
            if (keyLength > maximumBreadth) {
              const removedKeys = keyLength - maximumBreadth;
              res += `${separator}"...":${whitespace}"${getItemCount(removedKeys)} not stringified"`;
              separator = join3;
            }
            if (spacer !== "" && separator.length > 1) {
              res = `
${indentation}${res}
${originalIndentation}`;
            }
            stack.pop();
            return `{${res}}`;
          }
          case "number":
            return isFinite(value) ? String(value) : fail ? fail(value) : "null";
          case "boolean":
            return value === true ? "true" : "false";
          case "undefined":
            return void 0;
          case "bigint":
            if (bigint) {
              return String(value);
            }
          // fallthrough
          default:
            return fail ? fail(value) : void 0;
        }
      }
      function stringifyArrayReplacer(key, value, stack, replacer, spacer, indentation) {
        if (typeof value === "object" && value !== null && typeof value.toJSON === "function") {
          value = value.toJSON(key);
        }
        switch (typeof value) {
          case "string":
            return strEscape(value);
          case "object": {
            if (value === null) {
              return "null";
            }
            if (stack.indexOf(value) !== -1) {
              return circularValue;
            }
            const originalIndentation = indentation;
            let res = "";
            let join3 = ",";
            if (Array.isArray(value)) {
              if (value.length === 0) {
                return "[]";
              }
              if (maximumDepth < stack.length + 1) {
                return '"[Array]"';
              }
              stack.push(value);
              if (spacer !== "") {
                indentation += spacer;
                res += `
${indentation}`;
                join3 = `,
${indentation}`;
              }
              const maximumValuesToStringify = Math.min(value.length, maximumBreadth);
              let i = 0;
              for (; i < maximumValuesToStringify - 1; i++) {
                const tmp2 = stringifyArrayReplacer(String(i), value[i], stack, replacer, spacer, indentation);
                res += tmp2 !== void 0 ? tmp2 : "null";
                res += join3;
              }
              const tmp = stringifyArrayReplacer(String(i), value[i], stack, replacer, spacer, indentation);
              res += tmp !== void 0 ? tmp : "null";
              if (value.length - 1 > maximumBreadth) {
                const removedKeys = value.length - maximumBreadth - 1;
                res += `${join3}"... ${getItemCount(removedKeys)} not stringified"`;
              }
              if (spacer !== "") {
                res += `
${originalIndentation}`;
              }
              stack.pop();
              return `[${res}]`;
            }
            stack.push(value);
            let whitespace = "";
            if (spacer !== "") {
              indentation += spacer;
              join3 = `,
${indentation}`;
              whitespace = " ";
            }
            let separator = "";
            for (const key2 of replacer) {
              const tmp = stringifyArrayReplacer(key2, value[key2], stack, replacer, spacer, indentation);
              if (tmp !== void 0) {
                res += `${separator}${strEscape(key2)}:${whitespace}${tmp}`;
                separator = join3;
              }
            }
            if (spacer !== "" && separator.length > 1) {
              res = `
${indentation}${res}
${originalIndentation}`;
            }
            stack.pop();
            return `{${res}}`;
          }
          case "number":
            return isFinite(value) ? String(value) : fail ? fail(value) : "null";
          case "boolean":
            return value === true ? "true" : "false";
          case "undefined":
            return void 0;
          case "bigint":
            if (bigint) {
              return String(value);
            }
          // fallthrough
          default:
            return fail ? fail(value) : void 0;
        }
      }
      function stringifyIndent(key, value, stack, spacer, indentation) {
        switch (typeof value) {
          case "string":
            return strEscape(value);
          case "object": {
            if (value === null) {
              return "null";
            }
            if (typeof value.toJSON === "function") {
              value = value.toJSON(key);
              if (typeof value !== "object") {
                return stringifyIndent(key, value, stack, spacer, indentation);
              }
              if (value === null) {
                return "null";
              }
            }
            if (stack.indexOf(value) !== -1) {
              return circularValue;
            }
            const originalIndentation = indentation;
            if (Array.isArray(value)) {
              if (value.length === 0) {
                return "[]";
              }
              if (maximumDepth < stack.length + 1) {
                return '"[Array]"';
              }
              stack.push(value);
              indentation += spacer;
              let res2 = `
${indentation}`;
              const join4 = `,
${indentation}`;
              const maximumValuesToStringify = Math.min(value.length, maximumBreadth);
              let i = 0;
              for (; i < maximumValuesToStringify - 1; i++) {
                const tmp2 = stringifyIndent(String(i), value[i], stack, spacer, indentation);
                res2 += tmp2 !== void 0 ? tmp2 : "null";
                res2 += join4;
              }
              const tmp = stringifyIndent(String(i), value[i], stack, spacer, indentation);
              res2 += tmp !== void 0 ? tmp : "null";
              if (value.length - 1 > maximumBreadth) {
                const removedKeys = value.length - maximumBreadth - 1;
                res2 += `${join4}"... ${getItemCount(removedKeys)} not stringified"`;
              }
              res2 += `
${originalIndentation}`;
              stack.pop();
              return `[${res2}]`;
            }
            let keys = Object.keys(value);
            const keyLength = keys.length;
            if (keyLength === 0) {
              return "{}";
            }
            if (maximumDepth < stack.length + 1) {
              return '"[Object]"';
            }
            indentation += spacer;
            const join3 = `,
${indentation}`;
            let res = "";
            let separator = "";
            let maximumPropertiesToStringify = Math.min(keyLength, maximumBreadth);
            if (isTypedArrayWithEntries(value)) {
              res += stringifyTypedArray(value, join3, maximumBreadth);
              keys = keys.slice(value.length);
              maximumPropertiesToStringify -= value.length;
              separator = join3;
            }
            if (deterministic) {
              keys = sort(keys, comparator);
            }
            stack.push(value);
            for (let i = 0; i < maximumPropertiesToStringify; i++) {
              const key2 = keys[i];
              const tmp = stringifyIndent(key2, value[key2], stack, spacer, indentation);
              if (tmp !== void 0) {
                res += `${separator}${strEscape(key2)}: ${tmp}`;
                separator = join3;
              }
            }
            if (keyLength > maximumBreadth) {
              const removedKeys = keyLength - maximumBreadth;
              res += `${separator}"...": "${getItemCount(removedKeys)} not stringified"`;
              separator = join3;
            }
            if (separator !== "") {
              res = `
${indentation}${res}
${originalIndentation}`;
            }
            stack.pop();
            return `{${res}}`;
          }
          case "number":
            return isFinite(value) ? String(value) : fail ? fail(value) : "null";
          case "boolean":
            return value === true ? "true" : "false";
          case "undefined":
            return void 0;
          case "bigint":
            if (bigint) {
              return String(value);
            }
          // fallthrough
          default:
            return fail ? fail(value) : void 0;
        }
      }
      function stringifySimple(key, value, stack) {
        switch (typeof value) {
          case "string":
            return strEscape(value);
          case "object": {
            if (value === null) {
              return "null";
            }
            if (typeof value.toJSON === "function") {
              value = value.toJSON(key);
              if (typeof value !== "object") {
                return stringifySimple(key, value, stack);
              }
              if (value === null) {
                return "null";
              }
            }
            if (stack.indexOf(value) !== -1) {
              return circularValue;
            }
            let res = "";
            const hasLength = value.length !== void 0;
            if (hasLength && Array.isArray(value)) {
              if (value.length === 0) {
                return "[]";
              }
              if (maximumDepth < stack.length + 1) {
                return '"[Array]"';
              }
              stack.push(value);
              const maximumValuesToStringify = Math.min(value.length, maximumBreadth);
              let i = 0;
              for (; i < maximumValuesToStringify - 1; i++) {
                const tmp2 = stringifySimple(String(i), value[i], stack);
                res += tmp2 !== void 0 ? tmp2 : "null";
                res += ",";
              }
              const tmp = stringifySimple(String(i), value[i], stack);
              res += tmp !== void 0 ? tmp : "null";
              if (value.length - 1 > maximumBreadth) {
                const removedKeys = value.length - maximumBreadth - 1;
                res += `,"... ${getItemCount(removedKeys)} not stringified"`;
              }
              stack.pop();
              return `[${res}]`;
            }
            let keys = Object.keys(value);
            const keyLength = keys.length;
            if (keyLength === 0) {
              return "{}";
            }
            if (maximumDepth < stack.length + 1) {
              return '"[Object]"';
            }
            let separator = "";
            let maximumPropertiesToStringify = Math.min(keyLength, maximumBreadth);
            if (hasLength && isTypedArrayWithEntries(value)) {
              res += stringifyTypedArray(value, ",", maximumBreadth);
              keys = keys.slice(value.length);
              maximumPropertiesToStringify -= value.length;
              separator = ",";
            }
            if (deterministic) {
              keys = sort(keys, comparator);
            }
            stack.push(value);
            for (let i = 0; i < maximumPropertiesToStringify; i++) {
              const key2 = keys[i];
              const tmp = stringifySimple(key2, value[key2], stack);
              if (tmp !== void 0) {
                res += `${separator}${strEscape(key2)}:${tmp}`;
                separator = ",";
              }
            }
            if (keyLength > maximumBreadth) {
              const removedKeys = keyLength - maximumBreadth;
              res += `${separator}"...":"${getItemCount(removedKeys)} not stringified"`;
            }
            stack.pop();
            return `{${res}}`;
          }
          case "number":
            return isFinite(value) ? String(value) : fail ? fail(value) : "null";
          case "boolean":
            return value === true ? "true" : "false";
          case "undefined":
            return void 0;
          case "bigint":
            if (bigint) {
              return String(value);
            }
          // fallthrough
          default:
            return fail ? fail(value) : void 0;
        }
      }
      function stringify2(value, replacer, space) {
        if (arguments.length > 1) {
          let spacer = "";
          if (typeof space === "number") {
            spacer = " ".repeat(Math.min(space, 10));
          } else if (typeof space === "string") {
            spacer = space.slice(0, 10);
          }
          if (replacer != null) {
            if (typeof replacer === "function") {
              return stringifyFnReplacer("", { "": value }, [], replacer, spacer, "");
            }
            if (Array.isArray(replacer)) {
              return stringifyArrayReplacer("", value, [], getUniqueReplacerSet(replacer), spacer, "");
            }
          }
          if (spacer.length !== 0) {
            return stringifyIndent("", value, [], spacer, "");
          }
        }
        return stringifySimple("", value, []);
      }
      return stringify2;
    }
  }
});

// ../../node_modules/pino/lib/multistream.js
var require_multistream = __commonJS({
  "../../node_modules/pino/lib/multistream.js"(exports, module) {
    "use strict";
    var metadata = /* @__PURE__ */ Symbol.for("pino.metadata");
    var { DEFAULT_LEVELS } = require_constants2();
    var DEFAULT_INFO_LEVEL = DEFAULT_LEVELS.info;
    function multistream(streamsArray, opts) {
      streamsArray = streamsArray || [];
      opts = opts || { dedupe: false };
      const streamLevels = Object.create(DEFAULT_LEVELS);
      streamLevels.silent = Infinity;
      if (opts.levels && typeof opts.levels === "object") {
        Object.keys(opts.levels).forEach((i) => {
          streamLevels[i] = opts.levels[i];
        });
      }
      const res = {
        write,
        add,
        remove,
        emit,
        flushSync,
        end,
        minLevel: 0,
        lastId: 0,
        streams: [],
        clone,
        [metadata]: true,
        streamLevels
      };
      if (Array.isArray(streamsArray)) {
        streamsArray.forEach(add, res);
      } else {
        add.call(res, streamsArray);
      }
      streamsArray = null;
      return res;
      function write(data) {
        let dest;
        const level = typeof this.lastLevel === "string" ? (this.streamLevels || streamLevels)[this.lastLevel] : this.lastLevel;
        const { streams } = this;
        let recordedLevel = 0;
        let stream;
        for (let i = initLoopVar(streams.length, opts.dedupe); checkLoopVar(i, streams.length, opts.dedupe); i = adjustLoopVar(i, opts.dedupe)) {
          dest = streams[i];
          if (dest.level <= level) {
            if (recordedLevel !== 0 && recordedLevel !== dest.level) {
              break;
            }
            stream = dest.stream;
            if (stream[metadata]) {
              const { lastTime, lastMsg, lastObj, lastLogger } = this;
              stream.lastLevel = level;
              stream.lastTime = lastTime;
              stream.lastMsg = lastMsg;
              stream.lastObj = lastObj;
              stream.lastLogger = lastLogger;
            }
            stream.write(data);
            if (opts.dedupe) {
              recordedLevel = dest.level;
            }
          } else if (!opts.dedupe) {
            break;
          }
        }
      }
      function emit(...args) {
        for (const { stream } of this.streams) {
          if (typeof stream.emit === "function") {
            stream.emit(...args);
          }
        }
      }
      function flushSync() {
        for (const { stream } of this.streams) {
          if (typeof stream.flushSync === "function") {
            stream.flushSync();
          }
        }
      }
      function add(dest) {
        if (!dest) {
          return this;
        }
        const isStream = typeof dest.write === "function" || dest.stream;
        const stream_ = dest.write ? dest : dest.stream;
        if (!isStream) {
          throw Error("stream object needs to implement either StreamEntry or DestinationStream interface");
        }
        const { streams, streamLevels: streamLevels2 } = this;
        let level;
        if (typeof dest.levelVal === "number") {
          level = dest.levelVal;
        } else if (typeof dest.level === "string") {
          level = streamLevels2[dest.level];
        } else if (typeof dest.level === "number") {
          level = dest.level;
        } else {
          level = DEFAULT_INFO_LEVEL;
        }
        const dest_ = {
          stream: stream_,
          level,
          levelVal: void 0,
          id: ++res.lastId
        };
        streams.unshift(dest_);
        streams.sort(compareByLevel);
        this.minLevel = streams[0].level;
        return this;
      }
      function remove(id) {
        const { streams } = this;
        const index = streams.findIndex((s) => s.id === id);
        if (index >= 0) {
          streams.splice(index, 1);
          streams.sort(compareByLevel);
          this.minLevel = streams.length > 0 ? streams[0].level : -1;
        }
        return this;
      }
      function end() {
        for (const { stream } of this.streams) {
          if (typeof stream.flushSync === "function") {
            stream.flushSync();
          }
          stream.end();
        }
      }
      function clone(level) {
        const streams = new Array(this.streams.length);
        for (let i = 0; i < streams.length; i++) {
          streams[i] = {
            level,
            stream: this.streams[i].stream
          };
        }
        return {
          write,
          add,
          remove,
          emit,
          flushSync,
          end,
          minLevel: level,
          streams,
          clone,
          [metadata]: true,
          streamLevels
        };
      }
    }
    function compareByLevel(a, b) {
      return a.level - b.level;
    }
    function initLoopVar(length, dedupe) {
      return dedupe ? length - 1 : 0;
    }
    function adjustLoopVar(i, dedupe) {
      return dedupe ? i - 1 : i + 1;
    }
    function checkLoopVar(i, length, dedupe) {
      return dedupe ? i >= 0 : i < length;
    }
    module.exports = multistream;
  }
});

// ../../node_modules/pino/pino.js
var require_pino = __commonJS({
  "../../node_modules/pino/pino.js"(exports, module) {
    "use strict";
    var os = __require("node:os");
    var stdSerializers = require_pino_std_serializers();
    var caller = require_caller();
    var redaction = require_redaction();
    var time = require_time();
    var proto = require_proto();
    var symbols = require_symbols();
    var { configure } = require_safe_stable_stringify();
    var { assertDefaultLevelFound, mappings, genLsCache, genLevelComparison, assertLevelComparison } = require_levels();
    var { DEFAULT_LEVELS, SORTING_ORDER } = require_constants2();
    var {
      createArgsNormalizer,
      asChindings,
      buildSafeSonicBoom,
      buildFormatters,
      stringify,
      normalizeDestFileDescriptor,
      noop
    } = require_tools();
    var { version } = require_meta();
    var {
      chindingsSym,
      redactFmtSym,
      serializersSym,
      timeSym,
      timeSliceIndexSym,
      streamSym,
      stringifySym,
      stringifySafeSym,
      stringifiersSym,
      setLevelSym,
      endSym,
      formatOptsSym,
      messageKeySym,
      errorKeySym,
      nestedKeySym,
      mixinSym,
      levelCompSym,
      useOnlyCustomLevelsSym,
      formattersSym,
      hooksSym,
      nestedKeyStrSym,
      mixinMergeStrategySym,
      msgPrefixSym,
      transportUsesMultistreamSym
    } = symbols;
    var { epochTime, nullTime } = time;
    var { pid } = process;
    var hostname = os.hostname();
    var defaultErrorSerializer = stdSerializers.err;
    var defaultOptions = {
      level: "info",
      levelComparison: SORTING_ORDER.ASC,
      levels: DEFAULT_LEVELS,
      messageKey: "msg",
      errorKey: "err",
      nestedKey: null,
      enabled: true,
      base: { pid, hostname },
      serializers: Object.assign(/* @__PURE__ */ Object.create(null), {
        err: defaultErrorSerializer
      }),
      formatters: Object.assign(/* @__PURE__ */ Object.create(null), {
        bindings(bindings) {
          return bindings;
        },
        level(label, number) {
          return { level: number };
        }
      }),
      hooks: {
        logMethod: void 0,
        streamWrite: void 0
      },
      timestamp: epochTime,
      name: void 0,
      redact: null,
      customLevels: null,
      useOnlyCustomLevels: false,
      depthLimit: 5,
      edgeLimit: 100
    };
    var normalize = createArgsNormalizer(defaultOptions);
    var serializers = Object.assign(/* @__PURE__ */ Object.create(null), stdSerializers);
    function pino2(...args) {
      const instance = {};
      const { opts, stream } = normalize(instance, caller(), ...args);
      if (opts.level && typeof opts.level === "string" && DEFAULT_LEVELS[opts.level.toLowerCase()] !== void 0) opts.level = opts.level.toLowerCase();
      const {
        redact: redact2,
        crlf,
        serializers: serializers2,
        timestamp,
        messageKey,
        errorKey,
        nestedKey,
        base,
        name,
        level,
        customLevels,
        levelComparison,
        mixin,
        mixinMergeStrategy,
        useOnlyCustomLevels,
        formatters,
        hooks,
        depthLimit,
        edgeLimit,
        onChild,
        msgPrefix
      } = opts;
      const stringifySafe = configure({
        maximumDepth: depthLimit,
        maximumBreadth: edgeLimit
      });
      const allFormatters = buildFormatters(
        formatters.level,
        formatters.bindings,
        formatters.log
      );
      const stringifyFn = stringify.bind({
        [stringifySafeSym]: stringifySafe
      });
      const stringifiers = redact2 ? Object.assign(/* @__PURE__ */ Object.create(null), redaction(redact2, stringifyFn)) : /* @__PURE__ */ Object.create(null);
      const formatOpts = redact2 ? { stringify: stringifiers[redactFmtSym] } : { stringify: stringifyFn };
      const end = "}" + (crlf ? "\r\n" : "\n");
      const coreChindings = asChindings.bind(null, {
        [chindingsSym]: "",
        [serializersSym]: serializers2,
        [stringifiersSym]: stringifiers,
        [stringifySym]: stringify,
        [stringifySafeSym]: stringifySafe,
        [formattersSym]: allFormatters
      });
      let chindings = "";
      if (base !== null) {
        if (name === void 0) {
          chindings = coreChindings(base);
        } else {
          chindings = coreChindings(Object.assign({}, base, { name }));
        }
      }
      const time2 = timestamp instanceof Function ? timestamp : timestamp ? epochTime : nullTime;
      const timeSliceIndex = time2().indexOf(":") + 1;
      if (useOnlyCustomLevels && !customLevels) throw Error("customLevels is required if useOnlyCustomLevels is set true");
      if (mixin && typeof mixin !== "function") throw Error(`Unknown mixin type "${typeof mixin}" - expected "function"`);
      if (msgPrefix && typeof msgPrefix !== "string") throw Error(`Unknown msgPrefix type "${typeof msgPrefix}" - expected "string"`);
      assertDefaultLevelFound(level, customLevels, useOnlyCustomLevels);
      const levels = mappings(customLevels, useOnlyCustomLevels);
      if (stream && stream[transportUsesMultistreamSym] === true) {
        let sampleLabel = typeof level === "string" ? level : void 0;
        if (!sampleLabel || levels[sampleLabel] === void 0) {
          sampleLabel = Object.keys(levels)[0];
        }
        const sampleNumber = levels[sampleLabel];
        let ok = false;
        try {
          const formatted = formatters.level(sampleLabel, sampleNumber);
          ok = formatted && typeof formatted === "object" && formatted.level === sampleNumber;
        } catch {
          ok = false;
        }
        if (!ok) {
          process.emitWarning(
            'custom formatters.level detected with multiple transport targets/pipelines; ensure logs include a numeric "level" field or they may be dropped',
            { code: "PINO_TRANSPORT_MULTI_TARGETS_LEVEL_FORMATTER" }
          );
        }
      }
      if (typeof stream.emit === "function") {
        stream.emit("message", { code: "PINO_CONFIG", config: { levels, messageKey, errorKey } });
      }
      assertLevelComparison(levelComparison);
      const levelCompFunc = genLevelComparison(levelComparison);
      Object.assign(instance, {
        levels,
        [levelCompSym]: levelCompFunc,
        [useOnlyCustomLevelsSym]: useOnlyCustomLevels,
        [streamSym]: stream,
        [timeSym]: time2,
        [timeSliceIndexSym]: timeSliceIndex,
        [stringifySym]: stringify,
        [stringifySafeSym]: stringifySafe,
        [stringifiersSym]: stringifiers,
        [endSym]: end,
        [formatOptsSym]: formatOpts,
        [messageKeySym]: messageKey,
        [errorKeySym]: errorKey,
        [nestedKeySym]: nestedKey,
        // protect against injection
        [nestedKeyStrSym]: nestedKey ? `,${JSON.stringify(nestedKey)}:{` : "",
        [serializersSym]: serializers2,
        [mixinSym]: mixin,
        [mixinMergeStrategySym]: mixinMergeStrategy,
        [chindingsSym]: chindings,
        [formattersSym]: allFormatters,
        [hooksSym]: hooks,
        silent: noop,
        onChild,
        [msgPrefixSym]: msgPrefix
      });
      Object.setPrototypeOf(instance, proto());
      genLsCache(instance);
      instance[setLevelSym](level);
      return instance;
    }
    module.exports = pino2;
    module.exports.destination = (dest = process.stdout.fd) => {
      if (typeof dest === "object") {
        dest.dest = normalizeDestFileDescriptor(dest.dest || process.stdout.fd);
        return buildSafeSonicBoom(dest);
      } else {
        return buildSafeSonicBoom({ dest: normalizeDestFileDescriptor(dest), minLength: 0 });
      }
    };
    module.exports.transport = require_transport();
    module.exports.multistream = require_multistream();
    module.exports.levels = mappings();
    module.exports.stdSerializers = serializers;
    module.exports.stdTimeFunctions = Object.assign({}, time);
    module.exports.symbols = symbols;
    module.exports.version = version;
    module.exports.default = pino2;
    module.exports.pino = pino2;
  }
});

// dist/src/daemon/main.js
import { spawn } from "node:child_process";
import { mkdirSync as mkdirSync4, unlinkSync as unlinkSync2 } from "node:fs";
import { join as join2 } from "node:path";

// dist/schemas/rpc/admin.js
var admin_exports = {};
__export(admin_exports, {
  clientClose: () => clientClose,
  clientGetInfo: () => clientGetInfo,
  connectClose: () => connectClose,
  connectDaemonShutdown: () => connectDaemonShutdown,
  connectGetLibVersion: () => connectGetLibVersion,
  connectGetLoggingFilters: () => connectGetLoggingFilters,
  connectGetLoggingOutputs: () => connectGetLoggingOutputs,
  connectListServers: () => connectListServers,
  connectLookupServer: () => connectLookupServer,
  connectOpen: () => connectOpen,
  connectSetDaemonTimeout: () => connectSetDaemonTimeout,
  connectSetLoggingFilters: () => connectSetLoggingFilters,
  connectSetLoggingOutputs: () => connectSetLoggingOutputs,
  serverGetClientLimits: () => serverGetClientLimits,
  serverGetThreadpoolParameters: () => serverGetThreadpoolParameters,
  serverListClients: () => serverListClients,
  serverLookupClient: () => serverLookupClient,
  serverSetClientLimits: () => serverSetClientLimits,
  serverSetThreadpoolParameters: () => serverSetThreadpoolParameters,
  serverUpdateTlsFiles: () => serverUpdateTlsFiles
});

// dist/schemas/rpc/types.js
var scalar = (kind) => ({ kind });
var int = scalar("int");
var uint = scalar("uint");
var hyper = scalar("hyper");
var uhyper = scalar("uhyper");
var double = scalar("double");
var char = scalar("char");
var uchar = scalar("uchar");
var short = scalar("short");
var ushort = scalar("ushort");
var uuid = scalar("uuid");
var text = (max) => ({ kind: "string", max });
var opaque = (max) => ({ kind: "opaque", max });
var array = (elem, max) => ({
  kind: "array",
  elem,
  max
});
var chars = (len) => ({ kind: "chars", len });
var charArray = (max) => ({ kind: "charArray", max });
var optional = (elem) => ({
  kind: "optional",
  elem
});
var struct = (fields) => ({
  kind: "struct",
  fields
});
var ParamType = { INT: 1, UINT: 2, LLONG: 3, ULLONG: 4, DOUBLE: 5, BOOLEAN: 6, STRING: 7 };
var typedParam = { kind: "typedParam" };
var param = {
  int: (field, value) => ({ field, type: ParamType.INT, value }),
  uint: (field, value) => ({ field, type: ParamType.UINT, value }),
  llong: (field, value) => ({ field, type: ParamType.LLONG, value }),
  ullong: (field, value) => ({ field, type: ParamType.ULLONG, value }),
  double: (field, value) => ({ field, type: ParamType.DOUBLE, value }),
  boolean: (field, value) => ({ field, type: ParamType.BOOLEAN, value }),
  string: (field, value) => ({ field, type: ParamType.STRING, value })
};

// dist/schemas/rpc/objects.js
var string = text(4194304);
var Domain = struct({ name: string, uuid, id: int });
var Network = struct({ name: string, uuid });
var NetworkPort = struct({ net: Network, uuid });
var NWFilter = struct({ name: string, uuid });
var NWFilterBinding = struct({ portdev: string, filtername: string });
var Interface = struct({ name: string, mac: string });
var StoragePool = struct({ name: string, uuid });
var StorageVol = struct({ pool: string, name: string, key: string });
var NodeDevice = struct({ name: string });
var Secret = struct({ uuid, usageType: int, usageID: string });
var DomainCheckpoint = struct({ name: string, dom: Domain });
var DomainSnapshot = struct({ name: string, dom: Domain });
var AdminServer = struct({ name: string });
var AdminClient = struct({ srv: AdminServer, id: uhyper, timestamp: hyper, transport: uint });

// dist/schemas/rpc/procedure.js
var procedure = (spec) => spec;

// dist/schemas/rpc/admin.js
var connectOpen = procedure({
  number: 1,
  wire: "CONNECT_OPEN",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ flags: uint }),
  masks: { kvm: ["qemuConnectOpen", 1], libxl: ["libxlConnectOpen", 1], test: ["testConnectOpen", 1] }
});
var connectClose = procedure({
  number: 2,
  wire: "CONNECT_CLOSE",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  masks: {
    kvm: ["qemuConnectClose", null],
    libxl: ["libxlConnectClose", null],
    test: ["testConnectClose", null]
  }
});
var connectGetLibVersion = procedure({
  number: 3,
  wire: "CONNECT_GET_LIB_VERSION",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  ret: struct({ libVer: uhyper }),
  checks: [["libVer", "nonnull"]]
});
var connectListServers = procedure({
  number: 4,
  wire: "CONNECT_LIST_SERVERS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ need_results: uint, flags: uint }),
  ret: struct({ servers: array(AdminServer, 16384), ret: uint })
});
var connectLookupServer = procedure({
  number: 5,
  wire: "CONNECT_LOOKUP_SERVER",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ name: string, flags: uint }),
  ret: struct({ srv: AdminServer })
});
var serverGetThreadpoolParameters = procedure({
  number: 6,
  wire: "SERVER_GET_THREADPOOL_PARAMETERS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ srv: AdminServer, flags: uint }),
  ret: struct({ params: array(typedParam, 32) })
});
var serverSetThreadpoolParameters = procedure({
  number: 7,
  wire: "SERVER_SET_THREADPOOL_PARAMETERS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ srv: AdminServer, params: array(typedParam, 32), flags: uint })
});
var serverListClients = procedure({
  number: 8,
  wire: "SERVER_LIST_CLIENTS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ srv: AdminServer, need_results: uint, flags: uint }),
  ret: struct({ clients: array(AdminClient, 16384), ret: uint })
});
var serverLookupClient = procedure({
  number: 9,
  wire: "SERVER_LOOKUP_CLIENT",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ srv: AdminServer, id: uhyper, flags: uint }),
  ret: struct({ clnt: AdminClient })
});
var clientGetInfo = procedure({
  number: 10,
  wire: "CLIENT_GET_INFO",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ clnt: AdminClient, flags: uint }),
  ret: struct({ params: array(typedParam, 64) })
});
var clientClose = procedure({
  number: 11,
  wire: "CLIENT_CLOSE",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ clnt: AdminClient, flags: uint })
});
var serverGetClientLimits = procedure({
  number: 12,
  wire: "SERVER_GET_CLIENT_LIMITS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ srv: AdminServer, flags: uint }),
  ret: struct({ params: array(typedParam, 32) })
});
var serverSetClientLimits = procedure({
  number: 13,
  wire: "SERVER_SET_CLIENT_LIMITS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ srv: AdminServer, params: array(typedParam, 32), flags: uint })
});
var connectGetLoggingOutputs = procedure({
  number: 14,
  wire: "CONNECT_GET_LOGGING_OUTPUTS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ flags: uint }),
  ret: struct({ outputs: string, noutputs: uint })
});
var connectGetLoggingFilters = procedure({
  number: 15,
  wire: "CONNECT_GET_LOGGING_FILTERS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ flags: uint }),
  ret: struct({ filters: optional(string), nfilters: uint })
});
var connectSetLoggingOutputs = procedure({
  number: 16,
  wire: "CONNECT_SET_LOGGING_OUTPUTS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ outputs: optional(string), flags: uint })
});
var connectSetLoggingFilters = procedure({
  number: 17,
  wire: "CONNECT_SET_LOGGING_FILTERS",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ filters: optional(string), flags: uint })
});
var serverUpdateTlsFiles = procedure({
  number: 18,
  wire: "SERVER_UPDATE_TLS_FILES",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ srv: AdminServer, flags: uint })
});
var connectSetDaemonTimeout = procedure({
  number: 19,
  wire: "CONNECT_SET_DAEMON_TIMEOUT",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ timeout: uint, flags: uint })
});
var connectDaemonShutdown = procedure({
  number: 20,
  wire: "CONNECT_DAEMON_SHUTDOWN",
  kind: "call",
  family: "daemon",
  priority: "low",
  readOnly: true,
  args: struct({ flags: uint })
});

// dist/schemas/rpc/keepalive.js
var keepalive_exports = {};
__export(keepalive_exports, {
  ping: () => ping,
  pong: () => pong
});
var ping = procedure({ number: 1, wire: "PING", kind: "event", family: "daemon", priority: "high" });
var pong = procedure({ number: 2, wire: "PONG", kind: "event", family: "daemon", priority: "high" });

// dist/schemas/rpc/lxc.js
var lxc_exports = {};
__export(lxc_exports, {
  domainLxcOpenNamespace: () => domainLxcOpenNamespace
});
var domainLxcOpenNamespace = procedure({
  number: 1,
  wire: "DOMAIN_OPEN_NAMESPACE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainLxcOpenNamespace",
  since: "1.0.2",
  priority: "low",
  readOnly: true,
  acl: ["domain:open_namespace"],
  args: struct({ dom: Domain, flags: uint }),
  fds: "reply"
});

// dist/schemas/rpc/qemu.js
var qemu_exports = {};
__export(qemu_exports, {
  connectDomainQemuMonitorEventDeregister: () => connectDomainQemuMonitorEventDeregister,
  connectDomainQemuMonitorEventRegister: () => connectDomainQemuMonitorEventRegister,
  domainMonitorEvent: () => domainMonitorEvent,
  domainQemuAgentCommand: () => domainQemuAgentCommand,
  domainQemuAttach: () => domainQemuAttach,
  domainQemuMonitorCommand: () => domainQemuMonitorCommand,
  domainQemuMonitorCommandWithFiles: () => domainQemuMonitorCommandWithFiles
});
var domainQemuMonitorCommand = procedure({
  number: 1,
  wire: "DOMAIN_MONITOR_COMMAND",
  kind: "call",
  family: "hypervisor",
  api: "virDomainQemuMonitorCommand",
  since: "0.8.3",
  priority: "low",
  readOnly: true,
  acl: ["domain:write"],
  args: struct({ dom: Domain, cmd: string, flags: uint }),
  ret: struct({ result: string })
});
var domainQemuAttach = procedure({
  number: 2,
  wire: "DOMAIN_ATTACH",
  kind: "call",
  family: "hypervisor",
  api: "virDomainQemuAttach",
  since: "0.9.4",
  priority: "low",
  readOnly: true,
  acl: ["domain:start", "domain:write"],
  args: struct({ pid_value: uint, flags: uint }),
  ret: struct({ dom: Domain })
});
var domainQemuAgentCommand = procedure({
  number: 3,
  wire: "DOMAIN_AGENT_COMMAND",
  kind: "call",
  family: "hypervisor",
  api: "virDomainQemuAgentCommand",
  since: "0.10.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:write"],
  args: struct({ dom: Domain, cmd: string, timeout: int, flags: uint }),
  ret: struct({ result: optional(string) })
});
var connectDomainQemuMonitorEventRegister = procedure({
  number: 4,
  wire: "CONNECT_DOMAIN_MONITOR_EVENT_REGISTER",
  kind: "call",
  family: "daemon",
  api: "virConnectDomainQemuMonitorEventRegister",
  since: "1.2.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_domains", "connect:write"],
  aclFilter: ["domain:getattr"],
  args: struct({ dom: optional(Domain), event: optional(string), flags: uint }),
  ret: struct({ callbackID: int })
});
var connectDomainQemuMonitorEventDeregister = procedure({
  number: 5,
  wire: "CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER",
  kind: "call",
  family: "daemon",
  api: "virConnectDomainQemuMonitorEventDeregister",
  since: "1.2.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:write"],
  args: struct({ callbackID: int })
});
var domainMonitorEvent = procedure({
  number: 6,
  wire: "DOMAIN_MONITOR_EVENT",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({
    callbackID: int,
    dom: Domain,
    event: string,
    seconds: hyper,
    micros: uint,
    details: optional(string)
  })
});
var domainQemuMonitorCommandWithFiles = procedure({
  number: 7,
  wire: "DOMAIN_MONITOR_COMMAND_WITH_FILES",
  kind: "call",
  family: "hypervisor",
  api: "virDomainQemuMonitorCommandWithFiles",
  since: "8.2.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:write"],
  args: struct({ dom: Domain, cmd: string, flags: uint }),
  ret: struct({ result: string }),
  fds: "both"
});

// dist/schemas/rpc/remote/checkpoint.js
var checkpoint_exports = {};
__export(checkpoint_exports, {
  domainCheckpointCreateXML: () => domainCheckpointCreateXML,
  domainCheckpointDelete: () => domainCheckpointDelete,
  domainCheckpointGetParent: () => domainCheckpointGetParent,
  domainCheckpointGetXMLDesc: () => domainCheckpointGetXMLDesc,
  domainCheckpointListAllChildren: () => domainCheckpointListAllChildren,
  domainCheckpointLookupByName: () => domainCheckpointLookupByName,
  domainListAllCheckpoints: () => domainListAllCheckpoints
});
var domainCheckpointCreateXML = procedure({
  number: 411,
  wire: "DOMAIN_CHECKPOINT_CREATE_XML",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCheckpointCreateXML",
  since: "5.6.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:checkpoint", "domain:fs_freeze:if_flags=VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE"],
  args: struct({ dom: Domain, xml_desc: string, flags: uint }),
  ret: struct({ checkpoint: DomainCheckpoint }),
  masks: { kvm: ["qemuDomainCheckpointCreateXML", 5], test: ["testDomainCheckpointCreateXML", 3] },
  exclusive: [
    [
      ["VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE", 1],
      ["VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE", 2]
    ]
  ],
  requires: [
    [
      ["VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE", 4],
      ["VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE", 1]
    ]
  ],
  checks: [["xmlDesc", "nonnull"]]
});
var domainCheckpointGetXMLDesc = procedure({
  number: 412,
  wire: "DOMAIN_CHECKPOINT_GET_XML_DESC",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCheckpointGetXMLDesc",
  since: "5.6.0",
  priority: "low",
  readOnly: { denyFlags: 1 },
  acl: ["domain:read", "domain:read_secure:if_flags=VIR_DOMAIN_CHECKPOINT_XML_SECURE"],
  args: struct({ checkpoint: DomainCheckpoint, flags: uint }),
  ret: struct({ xml: string }),
  masks: { kvm: ["qemuDomainCheckpointGetXMLDesc", 7], test: ["testDomainCheckpointGetXMLDesc", 7] }
});
var domainListAllCheckpoints = procedure({
  number: 413,
  wire: "DOMAIN_LIST_ALL_CHECKPOINTS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainListAllCheckpoints",
  since: "5.6.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, need_results: int, flags: uint }),
  ret: struct({ checkpoints: array(DomainCheckpoint, 16384), ret: int }),
  masks: { kvm: ["qemuDomainListAllCheckpoints", 15], test: ["testDomainListAllCheckpoints", 15] }
});
var domainCheckpointListAllChildren = procedure({
  number: 414,
  wire: "DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCheckpointListAllChildren",
  since: "5.6.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ checkpoint: DomainCheckpoint, need_results: int, flags: uint }),
  ret: struct({ checkpoints: array(DomainCheckpoint, 16384), ret: int }),
  masks: {
    kvm: ["qemuDomainCheckpointListAllChildren", 15],
    test: ["testDomainCheckpointListAllChildren", 15]
  }
});
var domainCheckpointLookupByName = procedure({
  number: 415,
  wire: "DOMAIN_CHECKPOINT_LOOKUP_BY_NAME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCheckpointLookupByName",
  since: "5.6.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, name: string, flags: uint }),
  ret: struct({ checkpoint: DomainCheckpoint }),
  masks: { kvm: ["qemuDomainCheckpointLookupByName", 0], test: ["testDomainCheckpointLookupByName", 0] },
  checks: [["name", "nonnull"]]
});
var domainCheckpointGetParent = procedure({
  number: 416,
  wire: "DOMAIN_CHECKPOINT_GET_PARENT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCheckpointGetParent",
  since: "5.6.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ checkpoint: DomainCheckpoint, flags: uint }),
  ret: struct({ parent: DomainCheckpoint }),
  masks: { kvm: ["qemuDomainCheckpointGetParent", 0], test: ["testDomainCheckpointGetParent", 0] }
});
var domainCheckpointDelete = procedure({
  number: 417,
  wire: "DOMAIN_CHECKPOINT_DELETE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCheckpointDelete",
  since: "5.6.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:checkpoint"],
  args: struct({ checkpoint: DomainCheckpoint, flags: uint }),
  masks: { kvm: ["qemuDomainCheckpointDelete", 7], test: ["testDomainCheckpointDelete", 7] },
  exclusive: [
    [
      ["VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN", 1],
      ["VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY", 4]
    ]
  ]
});

// dist/schemas/rpc/remote/connect.js
var connect_exports = {};
__export(connect_exports, {
  authList: () => authList,
  authPolkit: () => authPolkit,
  authSaslInit: () => authSaslInit,
  authSaslStart: () => authSaslStart,
  authSaslStep: () => authSaslStep,
  connectBaselineCPU: () => connectBaselineCPU,
  connectBaselineHypervisorCPU: () => connectBaselineHypervisorCPU,
  connectClose: () => connectClose2,
  connectCompareCPU: () => connectCompareCPU,
  connectCompareHypervisorCPU: () => connectCompareHypervisorCPU,
  connectGetCPUModelNames: () => connectGetCPUModelNames,
  connectGetCapabilities: () => connectGetCapabilities,
  connectGetHostname: () => connectGetHostname,
  connectGetLibVersion: () => connectGetLibVersion2,
  connectGetMaxVcpus: () => connectGetMaxVcpus,
  connectGetSysinfo: () => connectGetSysinfo,
  connectGetType: () => connectGetType,
  connectGetURI: () => connectGetURI,
  connectGetVersion: () => connectGetVersion,
  connectIsSecure: () => connectIsSecure,
  connectOpen: () => connectOpen2,
  connectSetIdentity: () => connectSetIdentity,
  connectSupportsFeature: () => connectSupportsFeature
});
var connectOpen2 = procedure({
  number: 1,
  wire: "CONNECT_OPEN",
  kind: "call",
  family: "daemon",
  api: "virConnectOpen",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:getattr"],
  args: struct({ name: optional(string), flags: uint }),
  masks: { kvm: ["qemuConnectOpen", 1], libxl: ["libxlConnectOpen", 1], test: ["testConnectOpen", 1] }
});
var connectClose2 = procedure({
  number: 2,
  wire: "CONNECT_CLOSE",
  kind: "call",
  family: "daemon",
  api: "virConnectClose",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  masks: {
    kvm: ["qemuConnectClose", null],
    libxl: ["libxlConnectClose", null],
    test: ["testConnectClose", null]
  }
});
var connectGetType = procedure({
  number: 3,
  wire: "CONNECT_GET_TYPE",
  kind: "call",
  family: "hypervisor",
  api: "virConnectGetType",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:getattr"],
  ret: struct({ type: string }),
  masks: { libxl: ["libxlConnectGetType", null], test: ["testConnectGetType", null] }
});
var connectGetVersion = procedure({
  number: 4,
  wire: "CONNECT_GET_VERSION",
  kind: "call",
  family: "hypervisor",
  api: "virConnectGetVersion",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:getattr"],
  ret: struct({ hv_ver: uhyper }),
  masks: {
    kvm: ["qemuConnectGetVersion", null],
    libxl: ["libxlConnectGetVersion", null],
    test: ["testConnectGetVersion", null]
  },
  checks: [["hvVer", "nonnull"]]
});
var connectGetMaxVcpus = procedure({
  number: 5,
  wire: "CONNECT_GET_MAX_VCPUS",
  kind: "call",
  family: "hypervisor",
  api: "virConnectGetMaxVcpus",
  since: "0.2.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ type: optional(string) }),
  ret: struct({ max_vcpus: int }),
  masks: {
    kvm: ["qemuConnectGetMaxVcpus", null],
    libxl: ["libxlConnectGetMaxVcpus", null],
    test: ["testConnectGetMaxVcpus", null]
  }
});
var connectGetCapabilities = procedure({
  number: 7,
  wire: "CONNECT_GET_CAPABILITIES",
  kind: "call",
  family: "hypervisor",
  api: "virConnectGetCapabilities",
  since: "0.2.1",
  priority: "low",
  readOnly: true,
  acl: ["connect:read"],
  ret: struct({ capabilities: string }),
  masks: { libxl: ["libxlConnectGetCapabilities", null], test: ["testConnectGetCapabilities", null] }
});
var connectGetHostname = procedure({
  number: 59,
  wire: "CONNECT_GET_HOSTNAME",
  kind: "call",
  family: "hypervisor",
  api: "virConnectGetHostname",
  since: "0.3.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:getattr"],
  ret: struct({ hostname: string }),
  masks: {
    kvm: ["qemuConnectGetHostname", null],
    libxl: ["libxlConnectGetHostname", null],
    test: ["testConnectGetHostname", null]
  }
});
var connectSupportsFeature = procedure({
  number: 60,
  wire: "CONNECT_SUPPORTS_FEATURE",
  kind: "call",
  family: "daemon",
  priority: "high",
  readOnly: true,
  acl: ["connect:getattr"],
  args: struct({ feature: int }),
  ret: struct({ supported: int }),
  masks: {
    kvm: ["qemuConnectSupportsFeature", null],
    libxl: ["libxlConnectSupportsFeature", null],
    test: ["testConnectSupportsFeature", null]
  }
});
var authList = procedure({
  number: 66,
  wire: "AUTH_LIST",
  kind: "call",
  family: "daemon",
  priority: "high",
  readOnly: true,
  ret: struct({ types: array(int, 20) })
});
var authSaslInit = procedure({
  number: 67,
  wire: "AUTH_SASL_INIT",
  kind: "call",
  family: "daemon",
  priority: "high",
  readOnly: true,
  ret: struct({ mechlist: string })
});
var authSaslStart = procedure({
  number: 68,
  wire: "AUTH_SASL_START",
  kind: "call",
  family: "daemon",
  priority: "high",
  readOnly: true,
  args: struct({ mech: string, nil: int, data: charArray(65536) }),
  ret: struct({ complete: int, nil: int, data: charArray(65536) })
});
var authSaslStep = procedure({
  number: 69,
  wire: "AUTH_SASL_STEP",
  kind: "call",
  family: "daemon",
  priority: "high",
  readOnly: true,
  args: struct({ nil: int, data: charArray(65536) }),
  ret: struct({ complete: int, nil: int, data: charArray(65536) })
});
var authPolkit = procedure({
  number: 70,
  wire: "AUTH_POLKIT",
  kind: "call",
  family: "daemon",
  priority: "high",
  readOnly: true,
  ret: struct({ complete: int })
});
var connectGetURI = procedure({
  number: 110,
  wire: "CONNECT_GET_URI",
  kind: "call",
  family: "daemon",
  api: "virConnectGetURI",
  since: "0.3.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:getattr"],
  ret: struct({ uri: string })
});
var connectIsSecure = procedure({
  number: 149,
  wire: "CONNECT_IS_SECURE",
  kind: "call",
  family: "hypervisor",
  api: "virConnectIsSecure",
  since: "0.7.3",
  priority: "high",
  readOnly: true,
  ret: struct({ secure: int }),
  masks: { kvm: ["qemuConnectIsSecure", null], test: ["testConnectIsSecure", null] }
});
var connectGetLibVersion2 = procedure({
  number: 157,
  wire: "CONNECT_GET_LIB_VERSION",
  kind: "call",
  family: "daemon",
  api: "virConnectGetLibVersion",
  since: "0.7.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:getattr"],
  ret: struct({ lib_ver: uhyper }),
  checks: [["libVer", "nonnull"]]
});
var connectCompareCPU = procedure({
  number: 158,
  wire: "CONNECT_COMPARE_CPU",
  kind: "call",
  family: "hypervisor",
  api: "virConnectCompareCPU",
  since: "0.7.5",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ result: int }),
  masks: { kvm: ["qemuConnectCompareCPU", 3], libxl: ["libxlConnectCompareCPU", 3] },
  checks: [["xmlDesc", "nonnull"]]
});
var connectBaselineCPU = procedure({
  number: 162,
  wire: "CONNECT_BASELINE_CPU",
  kind: "call",
  family: "hypervisor",
  api: "virConnectBaselineCPU",
  since: "0.7.7",
  priority: "low",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ xmlCPUs: array(string, 256), flags: uint }),
  ret: struct({ cpu: string }),
  masks: {
    kvm: ["qemuConnectBaselineCPU", 3],
    libxl: ["libxlConnectBaselineCPU", 3],
    test: ["testConnectBaselineCPU", 1]
  },
  checks: [["xmlCPUs", "nonnull"]]
});
var connectGetSysinfo = procedure({
  number: 203,
  wire: "CONNECT_GET_SYSINFO",
  kind: "call",
  family: "hypervisor",
  api: "virConnectGetSysinfo",
  since: "0.8.8",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ flags: uint }),
  ret: struct({ sysinfo: string }),
  masks: {
    kvm: ["qemuConnectGetSysinfo", 0],
    libxl: ["libxlConnectGetSysinfo", 0],
    test: ["testConnectGetSysinfo", 0]
  }
});
var connectGetCPUModelNames = procedure({
  number: 312,
  wire: "CONNECT_GET_CPU_MODEL_NAMES",
  kind: "call",
  family: "hypervisor",
  api: "virConnectGetCPUModelNames",
  since: "1.1.3",
  priority: "low",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ arch: string, need_results: int, flags: uint }),
  ret: struct({ models: array(string, 8192), ret: int }),
  masks: { kvm: ["qemuConnectGetCPUModelNames", 0], test: ["testConnectGetCPUModelNames", 0] },
  checks: [["arch", "nonnull"]]
});
var connectCompareHypervisorCPU = procedure({
  number: 393,
  wire: "CONNECT_COMPARE_HYPERVISOR_CPU",
  kind: "call",
  family: "hypervisor",
  api: "virConnectCompareHypervisorCPU",
  since: "4.4.0",
  priority: "low",
  readOnly: false,
  acl: ["connect:write"],
  args: struct({
    emulator: optional(string),
    arch: optional(string),
    machine: optional(string),
    virttype: optional(string),
    xmlCPU: string,
    flags: uint
  }),
  ret: struct({ result: int }),
  masks: { kvm: ["qemuConnectCompareHypervisorCPU", 3] },
  checks: [["xmlCPU", "nonnull"]]
});
var connectBaselineHypervisorCPU = procedure({
  number: 394,
  wire: "CONNECT_BASELINE_HYPERVISOR_CPU",
  kind: "call",
  family: "hypervisor",
  api: "virConnectBaselineHypervisorCPU",
  since: "4.4.0",
  priority: "low",
  readOnly: false,
  acl: ["connect:write"],
  args: struct({
    emulator: optional(string),
    arch: optional(string),
    machine: optional(string),
    virttype: optional(string),
    xmlCPUs: array(string, 256),
    flags: uint
  }),
  ret: struct({ cpu: string }),
  masks: { kvm: ["qemuConnectBaselineHypervisorCPU", 3] },
  checks: [["xmlCPUs", "nonnull"]]
});
var connectSetIdentity = procedure({
  number: 419,
  wire: "CONNECT_SET_IDENTITY",
  kind: "call",
  family: "daemon",
  api: "virConnectSetIdentity",
  since: "5.8.0",
  priority: "low",
  readOnly: true,
  acl: ["connect:write"],
  args: struct({ params: array(typedParam, 20), flags: uint })
});

// dist/schemas/rpc/remote/domain-block.js
var domain_block_exports = {};
__export(domain_block_exports, {
  domainBackupBegin: () => domainBackupBegin,
  domainBackupGetXMLDesc: () => domainBackupGetXMLDesc,
  domainBlockCommit: () => domainBlockCommit,
  domainBlockCopy: () => domainBlockCopy,
  domainBlockJobAbort: () => domainBlockJobAbort,
  domainBlockJobSetSpeed: () => domainBlockJobSetSpeed,
  domainBlockPeek: () => domainBlockPeek,
  domainBlockPull: () => domainBlockPull,
  domainBlockRebase: () => domainBlockRebase,
  domainBlockResize: () => domainBlockResize,
  domainBlockStats: () => domainBlockStats,
  domainBlockStatsFlags: () => domainBlockStatsFlags,
  domainDelThrottleGroup: () => domainDelThrottleGroup,
  domainFSFreeze: () => domainFSFreeze,
  domainFSThaw: () => domainFSThaw,
  domainFSTrim: () => domainFSTrim,
  domainGetBlockInfo: () => domainGetBlockInfo,
  domainGetBlockIoTune: () => domainGetBlockIoTune,
  domainGetBlockJobInfo: () => domainGetBlockJobInfo,
  domainGetDiskErrors: () => domainGetDiskErrors,
  domainGetFSInfo: () => domainGetFSInfo,
  domainSetBlockIoTune: () => domainSetBlockIoTune,
  domainSetBlockThreshold: () => domainSetBlockThreshold,
  domainSetThrottleGroup: () => domainSetThrottleGroup
});
var domainBlockStats = procedure({
  number: 64,
  wire: "DOMAIN_BLOCK_STATS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockStats",
  since: "0.3.2",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, path: string }),
  ret: struct({ rd_req: hyper, rd_bytes: hyper, wr_req: hyper, wr_bytes: hyper, errs: hyper }),
  masks: {
    kvm: ["qemuDomainBlockStats", null],
    libxl: ["libxlDomainBlockStats", null],
    test: ["testDomainBlockStats", null]
  },
  checks: [
    ["disk", "nonnull"],
    ["stats", "nonnull"]
  ]
});
var domainBlockPeek = procedure({
  number: 103,
  wire: "DOMAIN_BLOCK_PEEK",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockPeek",
  since: "0.4.2",
  priority: "low",
  readOnly: false,
  acl: ["domain:block_read"],
  args: struct({ dom: Domain, path: string, offset: uhyper, size: uint, flags: uint }),
  ret: struct({ buffer: opaque(4194304) }),
  masks: { kvm: ["qemuDomainBlockPeek", 0] },
  checks: [
    ["buffer", "nonnull"],
    ["disk", "nonempty"]
  ]
});
var domainGetBlockInfo = procedure({
  number: 194,
  wire: "DOMAIN_GET_BLOCK_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetBlockInfo",
  since: "0.8.1",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, path: string, flags: uint }),
  ret: struct({ allocation: uhyper, capacity: uhyper, physical: uhyper }),
  masks: { kvm: ["qemuDomainGetBlockInfo", 0], test: ["testDomainGetBlockInfo", 0] },
  checks: [
    ["info", "nonnull"],
    ["disk", "nonempty"]
  ]
});
var domainBlockJobAbort = procedure({
  number: 237,
  wire: "DOMAIN_BLOCK_JOB_ABORT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockJobAbort",
  since: "0.9.4",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, path: string, flags: uint }),
  masks: { kvm: ["qemuDomainBlockJobAbort", 3] },
  checks: [["disk", "nonnull"]]
});
var domainGetBlockJobInfo = procedure({
  number: 238,
  wire: "DOMAIN_GET_BLOCK_JOB_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetBlockJobInfo",
  since: "0.9.4",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, path: string, flags: uint }),
  ret: struct({ found: int, type: int, bandwidth: uhyper, cur: uhyper, end: uhyper }),
  masks: { kvm: ["qemuDomainGetBlockJobInfo", 1] },
  checks: [
    ["disk", "nonnull"],
    ["info", "nonnull"]
  ]
});
var domainBlockJobSetSpeed = procedure({
  number: 239,
  wire: "DOMAIN_BLOCK_JOB_SET_SPEED",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockJobSetSpeed",
  since: "0.9.4",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, path: string, bandwidth: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainBlockJobSetSpeed", 1] },
  checks: [["disk", "nonnull"]]
});
var domainBlockPull = procedure({
  number: 240,
  wire: "DOMAIN_BLOCK_PULL",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockPull",
  since: "0.9.4",
  priority: "low",
  readOnly: false,
  acl: ["domain:block_write"],
  args: struct({ dom: Domain, path: string, bandwidth: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainBlockPull", 64] },
  checks: [["disk", "nonnull"]]
});
var domainBlockStatsFlags = procedure({
  number: 243,
  wire: "DOMAIN_BLOCK_STATS_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockStatsFlags",
  since: "0.9.5",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, path: string, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { kvm: ["qemuDomainBlockStatsFlags", 4], libxl: ["libxlDomainBlockStatsFlags", 4] },
  checks: [
    ["disk", "nonnull"],
    ["nparams", "nonnull"],
    ["params", "nonnull"],
    ["*nparams", ">=0"]
  ],
  stringOkay: true
});
var domainBlockResize = procedure({
  number: 251,
  wire: "DOMAIN_BLOCK_RESIZE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockResize",
  since: "0.9.8",
  priority: "low",
  readOnly: false,
  acl: ["domain:block_write"],
  args: struct({ dom: Domain, disk: string, size: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainBlockResize", 3] },
  checks: [["disk", "nonnull"]]
});
var domainSetBlockIoTune = procedure({
  number: 252,
  wire: "DOMAIN_SET_BLOCK_IO_TUNE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetBlockIoTune",
  since: "0.9.8",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, disk: string, params: array(typedParam, 32), flags: uint }),
  masks: { kvm: ["qemuDomainSetBlockIoTune", 3], test: ["testDomainSetBlockIoTune", 3] },
  checks: [
    ["disk", "nonnull"],
    ["params", "nonnull"],
    ["nparams", ">0"]
  ]
});
var domainGetBlockIoTune = procedure({
  number: 253,
  wire: "DOMAIN_GET_BLOCK_IO_TUNE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetBlockIoTune",
  since: "0.9.8",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, disk: optional(string), nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 32), nparams: int }),
  masks: { kvm: ["qemuDomainGetBlockIoTune", 7], test: ["testDomainGetBlockIoTune", 7] },
  exclusive: [
    [
      ["VIR_DOMAIN_AFFECT_LIVE", 1],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [
    ["nparams", "nonnull"],
    ["params", "nonnull"],
    ["disk", "nonnull"],
    ["*nparams", ">=0"]
  ],
  stringOkay: true
});
var domainGetDiskErrors = procedure({
  number: 263,
  wire: "DOMAIN_GET_DISK_ERRORS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetDiskErrors",
  since: "0.9.10",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, maxerrors: uint, flags: uint }),
  ret: struct({ errors: array(struct({ disk: string, error: int }), 256), nerrors: int }),
  masks: { kvm: ["qemuDomainGetDiskErrors", 0], test: ["testDomainGetDiskErrors", 0] }
});
var domainBlockRebase = procedure({
  number: 266,
  wire: "DOMAIN_BLOCK_REBASE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockRebase",
  since: "0.9.10",
  priority: "low",
  readOnly: false,
  acl: ["domain:block_write"],
  args: struct({ dom: Domain, path: string, base: optional(string), bandwidth: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainBlockRebase", 127] },
  checks: [
    ["disk", "nonnull"],
    ["base", "nonnull"]
  ]
});
var domainBlockCommit = procedure({
  number: 290,
  wire: "DOMAIN_BLOCK_COMMIT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockCommit",
  since: "0.10.2",
  priority: "low",
  readOnly: false,
  acl: ["domain:block_write"],
  args: struct({
    dom: Domain,
    disk: string,
    base: optional(string),
    top: optional(string),
    bandwidth: uhyper,
    flags: uint
  }),
  masks: { kvm: ["qemuDomainBlockCommit", 31] },
  checks: [["disk", "nonnull"]]
});
var domainFSTrim = procedure({
  number: 294,
  wire: "DOMAIN_FSTRIM",
  kind: "call",
  family: "hypervisor",
  api: "virDomainFSTrim",
  since: "1.0.1",
  priority: "low",
  readOnly: false,
  acl: ["domain:fs_trim"],
  args: struct({ dom: Domain, mountPoint: optional(string), minimum: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainFSTrim", 0], test: ["testDomainFSTrim", 0] }
});
var domainFSFreeze = procedure({
  number: 335,
  wire: "DOMAIN_FSFREEZE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainFSFreeze",
  since: "1.2.5",
  priority: "low",
  readOnly: false,
  acl: ["domain:fs_freeze"],
  args: struct({ dom: Domain, mountpoints: array(string, 256), flags: uint }),
  ret: struct({ filesystems: int }),
  masks: { kvm: ["qemuDomainFSFreeze", 0], test: ["testDomainFSFreeze", 0] }
});
var domainFSThaw = procedure({
  number: 336,
  wire: "DOMAIN_FSTHAW",
  kind: "call",
  family: "hypervisor",
  api: "virDomainFSThaw",
  since: "1.2.5",
  priority: "low",
  readOnly: false,
  acl: ["domain:fs_freeze"],
  args: struct({ dom: Domain, mountpoints: array(string, 256), flags: uint }),
  ret: struct({ filesystems: int }),
  masks: { kvm: ["qemuDomainFSThaw", 0], test: ["testDomainFSThaw", 0] }
});
var domainBlockCopy = procedure({
  number: 345,
  wire: "DOMAIN_BLOCK_COPY",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBlockCopy",
  since: "1.2.8",
  priority: "low",
  readOnly: false,
  acl: ["domain:block_write"],
  args: struct({ dom: Domain, path: string, destxml: string, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ["qemuDomainBlockCopy", 15] },
  checks: [
    ["disk", "nonnull"],
    ["destxml", "nonnull"],
    ["params", "nonnull"],
    ["nparams", ">=0"]
  ]
});
var domainGetFSInfo = procedure({
  number: 349,
  wire: "DOMAIN_GET_FSINFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetFSInfo",
  since: "1.2.11",
  priority: "low",
  readOnly: false,
  acl: ["domain:fs_freeze"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({
    info: array(struct({ mountpoint: string, name: string, fstype: string, dev_aliases: array(string, 256) }), 256),
    ret: uint
  }),
  masks: { kvm: ["qemuDomainGetFSInfo", 0], test: ["testDomainGetFSInfo", 0] },
  checks: [["info", "nonnull"]]
});
var domainSetBlockThreshold = procedure({
  number: 386,
  wire: "DOMAIN_SET_BLOCK_THRESHOLD",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetBlockThreshold",
  since: "3.1.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, dev: string, threshold: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainSetBlockThreshold", 0] },
  checks: [["dev", "nonnull"]]
});
var domainBackupBegin = procedure({
  number: 421,
  wire: "DOMAIN_BACKUP_BEGIN",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBackupBegin",
  since: "6.0.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:checkpoint", "domain:block_write"],
  args: struct({ dom: Domain, backup_xml: string, checkpoint_xml: optional(string), flags: uint }),
  masks: { kvm: ["qemuDomainBackupBegin", 1] },
  checks: [["backupXML", "nonnull"]]
});
var domainBackupGetXMLDesc = procedure({
  number: 422,
  wire: "DOMAIN_BACKUP_GET_XML_DESC",
  kind: "call",
  family: "hypervisor",
  api: "virDomainBackupGetXMLDesc",
  since: "6.0.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ xml: string }),
  masks: { kvm: ["qemuDomainBackupGetXMLDesc", 0] }
});
var domainSetThrottleGroup = procedure({
  number: 451,
  wire: "DOMAIN_SET_THROTTLE_GROUP",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetThrottleGroup",
  since: "11.2.0",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, group: string, params: array(typedParam, 32), flags: uint }),
  masks: { kvm: ["qemuDomainSetThrottleGroup", 3] },
  checks: [
    ["group", "nonnull"],
    ["params", "nonnull"],
    ["nparams", ">0"]
  ]
});
var domainDelThrottleGroup = procedure({
  number: 452,
  wire: "DOMAIN_DEL_THROTTLE_GROUP",
  kind: "call",
  family: "hypervisor",
  api: "virDomainDelThrottleGroup",
  since: "11.2.0",
  priority: "low",
  readOnly: true,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, group: optional(string), flags: uint }),
  masks: { kvm: ["qemuDomainDelThrottleGroup", 3] },
  checks: [["group", "nonnull"]]
});

// dist/schemas/rpc/remote/domain-guest.js
var domain_guest_exports = {};
__export(domain_guest_exports, {
  domainAgentSetResponseTimeout: () => domainAgentSetResponseTimeout,
  domainAnnounceInterface: () => domainAnnounceInterface,
  domainAttachDevice: () => domainAttachDevice,
  domainAttachDeviceFlags: () => domainAttachDeviceFlags,
  domainAuthorizedSSHKeysGet: () => domainAuthorizedSSHKeysGet,
  domainAuthorizedSSHKeysSet: () => domainAuthorizedSSHKeysSet,
  domainDetachDevice: () => domainDetachDevice,
  domainDetachDeviceAlias: () => domainDetachDeviceAlias,
  domainDetachDeviceFlags: () => domainDetachDeviceFlags,
  domainGetGuestInfo: () => domainGetGuestInfo,
  domainGetHostname: () => domainGetHostname,
  domainGetInterfaceParameters: () => domainGetInterfaceParameters,
  domainGetMetadata: () => domainGetMetadata,
  domainGetSecurityLabel: () => domainGetSecurityLabel,
  domainGetSecurityLabelList: () => domainGetSecurityLabelList,
  domainGetTime: () => domainGetTime,
  domainGraphicsReload: () => domainGraphicsReload,
  domainInjectNMI: () => domainInjectNMI,
  domainInterfaceAddresses: () => domainInterfaceAddresses,
  domainInterfaceStats: () => domainInterfaceStats,
  domainOpenChannel: () => domainOpenChannel,
  domainOpenConsole: () => domainOpenConsole,
  domainOpenGraphics: () => domainOpenGraphics,
  domainOpenGraphicsFD: () => domainOpenGraphicsFD,
  domainScreenshot: () => domainScreenshot,
  domainSendKey: () => domainSendKey,
  domainSendProcessSignal: () => domainSendProcessSignal,
  domainSetInterfaceParameters: () => domainSetInterfaceParameters,
  domainSetMetadata: () => domainSetMetadata,
  domainSetTime: () => domainSetTime,
  domainSetUserPassword: () => domainSetUserPassword,
  domainUpdateDeviceFlags: () => domainUpdateDeviceFlags
});
var domainAttachDevice = procedure({
  number: 8,
  wire: "DOMAIN_ATTACH_DEVICE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainAttachDevice",
  since: "0.1.9",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, xml: string }),
  masks: {
    kvm: ["qemuDomainAttachDevice", null],
    libxl: ["libxlDomainAttachDevice", null],
    test: ["testDomainAttachDevice", null]
  },
  checks: [["xml", "nonnull"]]
});
var domainDetachDevice = procedure({
  number: 13,
  wire: "DOMAIN_DETACH_DEVICE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainDetachDevice",
  since: "0.1.9",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, xml: string }),
  masks: { kvm: ["qemuDomainDetachDevice", null], libxl: ["libxlDomainDetachDevice", null] },
  checks: [["xml", "nonnull"]]
});
var domainInterfaceStats = procedure({
  number: 65,
  wire: "DOMAIN_INTERFACE_STATS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainInterfaceStats",
  since: "0.3.2",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, device: string }),
  ret: struct({
    rx_bytes: hyper,
    rx_packets: hyper,
    rx_errs: hyper,
    rx_drop: hyper,
    tx_bytes: hyper,
    tx_packets: hyper,
    tx_errs: hyper,
    tx_drop: hyper
  }),
  masks: {
    kvm: ["qemuDomainInterfaceStats", null],
    libxl: ["libxlDomainInterfaceStats", null],
    test: ["testDomainInterfaceStats", null]
  },
  checks: [
    ["device", "nonnull"],
    ["stats", "nonnull"]
  ]
});
var domainGetSecurityLabel = procedure({
  number: 121,
  wire: "DOMAIN_GET_SECURITY_LABEL",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetSecurityLabel",
  since: "0.6.1",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ label: charArray(4097), enforcing: int }),
  masks: { kvm: ["qemuDomainGetSecurityLabel", null], test: ["testDomainGetSecurityLabel", null] },
  checks: [["seclabel", "nonnull"]]
});
var domainAttachDeviceFlags = procedure({
  number: 160,
  wire: "DOMAIN_ATTACH_DEVICE_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainAttachDeviceFlags",
  since: "0.7.7",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, xml: string, flags: uint }),
  masks: {
    kvm: ["qemuDomainAttachDeviceFlags", 3],
    libxl: ["libxlDomainAttachDeviceFlags", 3],
    test: ["testDomainAttachDeviceFlags", null]
  },
  checks: [["xml", "nonnull"]]
});
var domainDetachDeviceFlags = procedure({
  number: 161,
  wire: "DOMAIN_DETACH_DEVICE_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainDetachDeviceFlags",
  since: "0.7.7",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, xml: string, flags: uint }),
  masks: { kvm: ["qemuDomainDetachDeviceFlags", 3], libxl: ["libxlDomainDetachDeviceFlags", 3] },
  checks: [["xml", "nonnull"]]
});
var domainUpdateDeviceFlags = procedure({
  number: 174,
  wire: "DOMAIN_UPDATE_DEVICE_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainUpdateDeviceFlags",
  since: "0.8.0",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, xml: string, flags: uint }),
  masks: {
    kvm: ["qemuDomainUpdateDeviceFlags", 7],
    libxl: ["libxlDomainUpdateDeviceFlags", 3],
    test: ["testDomainUpdateDeviceFlags", 3]
  },
  checks: [["xml", "nonnull"]]
});
var domainOpenConsole = procedure({
  number: 201,
  wire: "DOMAIN_OPEN_CONSOLE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainOpenConsole",
  since: "0.8.6",
  priority: "low",
  readOnly: false,
  acl: ["domain:open_device"],
  args: struct({ dom: Domain, dev_name: optional(string), flags: uint }),
  stream: "duplex",
  masks: { kvm: ["qemuDomainOpenConsole", 3], libxl: ["libxlDomainOpenConsole", 1] }
});
var domainInjectNMI = procedure({
  number: 210,
  wire: "DOMAIN_INJECT_NMI",
  kind: "call",
  family: "hypervisor",
  api: "virDomainInjectNMI",
  since: "0.9.2",
  priority: "low",
  readOnly: false,
  acl: ["domain:inject_nmi"],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ["qemuDomainInjectNMI", 0], test: ["testDomainInjectNMI", 0] }
});
var domainScreenshot = procedure({
  number: 211,
  wire: "DOMAIN_SCREENSHOT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainScreenshot",
  since: "0.9.2",
  priority: "low",
  readOnly: false,
  acl: ["domain:screenshot"],
  args: struct({ dom: Domain, screen: uint, flags: uint }),
  ret: struct({ mime: optional(string) }),
  stream: "server-to-client",
  masks: { kvm: ["qemuDomainScreenshot", 0], test: ["testDomainScreenshot", 0] }
});
var domainSendKey = procedure({
  number: 226,
  wire: "DOMAIN_SEND_KEY",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSendKey",
  since: "0.9.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:send_input"],
  args: struct({ dom: Domain, codeset: uint, holdtime: uint, keycodes: array(uint, 16), flags: uint }),
  masks: { kvm: ["qemuDomainSendKey", 0], test: ["testDomainSendKey", 0] },
  checks: [
    ["keycodes", "nonnull"],
    ["nkeycodes", ">0"]
  ]
});
var domainOpenGraphics = procedure({
  number: 249,
  wire: "DOMAIN_OPEN_GRAPHICS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainOpenGraphics",
  since: "0.9.7",
  priority: "low",
  readOnly: false,
  acl: ["domain:open_graphics"],
  args: struct({ dom: Domain, idx: uint, flags: uint }),
  fds: "call",
  masks: { kvm: ["qemuDomainOpenGraphics", 1] },
  checks: [["fd", ">=0"]]
});
var domainSetInterfaceParameters = procedure({
  number: 256,
  wire: "DOMAIN_SET_INTERFACE_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetInterfaceParameters",
  since: "0.9.9",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, device: string, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ["qemuDomainSetInterfaceParameters", 3], test: ["testDomainSetInterfaceParameters", 3] },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">0"]
  ]
});
var domainGetInterfaceParameters = procedure({
  number: 257,
  wire: "DOMAIN_GET_INTERFACE_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetInterfaceParameters",
  since: "0.9.9",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, device: string, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { kvm: ["qemuDomainGetInterfaceParameters", 7], test: ["testDomainGetInterfaceParameters", 7] },
  checks: [
    ["nparams", "nonnull"],
    ["params", "nonnull"],
    ["*nparams", ">=0"]
  ],
  stringOkay: true
});
var domainSetMetadata = procedure({
  number: 264,
  wire: "DOMAIN_SET_METADATA",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetMetadata",
  since: "0.9.10",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({
    dom: Domain,
    type: int,
    metadata: optional(string),
    key: optional(string),
    uri: optional(string),
    flags: uint
  }),
  masks: {
    kvm: ["qemuDomainSetMetadata", 3],
    libxl: ["libxlDomainSetMetadata", 3],
    test: ["testDomainSetMetadata", 3]
  },
  checks: [
    ["uri", "nonnull"],
    ["key", "nonnull"]
  ]
});
var domainGetMetadata = procedure({
  number: 265,
  wire: "DOMAIN_GET_METADATA",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetMetadata",
  since: "0.9.10",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, type: int, uri: optional(string), flags: uint }),
  ret: struct({ metadata: string }),
  masks: {
    kvm: ["qemuDomainGetMetadata", 3],
    libxl: ["libxlDomainGetMetadata", null],
    test: ["testDomainGetMetadata", 3]
  },
  exclusive: [
    [
      ["VIR_DOMAIN_AFFECT_LIVE", 1],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [["uri", "nonnull"]]
});
var domainGetHostname = procedure({
  number: 277,
  wire: "DOMAIN_GET_HOSTNAME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetHostname",
  since: "0.10.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ hostname: string }),
  masks: { kvm: ["qemuDomainGetHostname", 3], test: ["testDomainGetHostname", 0] }
});
var domainGetSecurityLabelList = procedure({
  number: 278,
  wire: "DOMAIN_GET_SECURITY_LABEL_LIST",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetSecurityLabelList",
  since: "0.10.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ labels: array(struct({ label: charArray(4097), enforcing: int }), 64), ret: int }),
  masks: { kvm: ["qemuDomainGetSecurityLabelList", null] },
  checks: [["seclabels", "nonnull"]]
});
var domainSendProcessSignal = procedure({
  number: 295,
  wire: "DOMAIN_SEND_PROCESS_SIGNAL",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSendProcessSignal",
  since: "1.0.1",
  priority: "low",
  readOnly: false,
  acl: ["domain:send_signal"],
  args: struct({ dom: Domain, pid_value: hyper, signum: uint, flags: uint }),
  masks: { test: ["testDomainSendProcessSignal", 0] },
  checks: [["pid_value", "!=0"]]
});
var domainOpenChannel = procedure({
  number: 296,
  wire: "DOMAIN_OPEN_CHANNEL",
  kind: "call",
  family: "hypervisor",
  api: "virDomainOpenChannel",
  since: "1.0.2",
  priority: "low",
  readOnly: false,
  acl: ["domain:open_device"],
  args: struct({ dom: Domain, name: optional(string), flags: uint }),
  stream: "duplex",
  masks: { kvm: ["qemuDomainOpenChannel", 1] }
});
var domainGetTime = procedure({
  number: 337,
  wire: "DOMAIN_GET_TIME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetTime",
  since: "1.2.5",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ seconds: hyper, nseconds: uint }),
  masks: { kvm: ["qemuDomainGetTime", 0], test: ["testDomainGetTime", 0] }
});
var domainSetTime = procedure({
  number: 338,
  wire: "DOMAIN_SET_TIME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetTime",
  since: "1.2.5",
  priority: "low",
  readOnly: false,
  acl: ["domain:set_time"],
  args: struct({ dom: Domain, seconds: hyper, nseconds: uint, flags: uint }),
  masks: { kvm: ["qemuDomainSetTime", 1], test: ["testDomainSetTime", 1] }
});
var domainOpenGraphicsFD = procedure({
  number: 343,
  wire: "DOMAIN_OPEN_GRAPHICS_FD",
  kind: "call",
  family: "hypervisor",
  api: "virDomainOpenGraphicsFD",
  since: "1.2.8",
  priority: "low",
  readOnly: false,
  acl: ["domain:open_graphics"],
  args: struct({ dom: Domain, idx: uint, flags: uint }),
  fds: "reply",
  masks: { kvm: ["qemuDomainOpenGraphicsFD", 1] }
});
var domainInterfaceAddresses = procedure({
  number: 353,
  wire: "DOMAIN_INTERFACE_ADDRESSES",
  kind: "call",
  family: "hypervisor",
  api: "virDomainInterfaceAddresses",
  since: "1.2.14",
  priority: "low",
  readOnly: { denyWhen: ["source", 2] },
  acl: ["domain:read", "domain:write:if_param=source:equals=VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT"],
  args: struct({ dom: Domain, source: uint, flags: uint }),
  ret: struct({
    ifaces: array(struct({
      name: string,
      hwaddr: optional(string),
      addrs: array(struct({ type: int, addr: string, prefix: uint }), 2048)
    }), 2048)
  }),
  masks: {
    kvm: ["qemuDomainInterfaceAddresses", 0],
    libxl: ["libxlDomainInterfaceAddresses", 0],
    test: ["testDomainInterfaceAddresses", 0]
  },
  checks: [["ifaces", "nonnull"]]
});
var domainSetUserPassword = procedure({
  number: 357,
  wire: "DOMAIN_SET_USER_PASSWORD",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetUserPassword",
  since: "1.2.16",
  priority: "low",
  readOnly: false,
  acl: ["domain:set_password"],
  args: struct({ dom: Domain, user: optional(string), password: optional(string), flags: uint }),
  masks: { kvm: ["qemuDomainSetUserPassword", 1], test: ["testDomainSetUserPassword", 1] },
  checks: [
    ["user", "nonnull"],
    ["password", "nonnull"]
  ]
});
var domainDetachDeviceAlias = procedure({
  number: 392,
  wire: "DOMAIN_DETACH_DEVICE_ALIAS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainDetachDeviceAlias",
  since: "4.4.0",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, alias: string, flags: uint }),
  masks: { kvm: ["qemuDomainDetachDeviceAlias", 3], test: ["testDomainDetachDeviceAlias", null] },
  checks: [["alias", "nonnull"]]
});
var domainGetGuestInfo = procedure({
  number: 418,
  wire: "DOMAIN_GET_GUEST_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetGuestInfo",
  since: "5.7.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, types: uint, flags: uint }),
  ret: struct({ params: array(typedParam, 2048) }),
  masks: { kvm: ["qemuDomainGetGuestInfo", 0] },
  checks: [
    ["params", "nonnull"],
    ["nparams", "nonnull"]
  ]
});
var domainAgentSetResponseTimeout = procedure({
  number: 420,
  wire: "DOMAIN_AGENT_SET_RESPONSE_TIMEOUT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainAgentSetResponseTimeout",
  since: "5.10.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, timeout: int, flags: uint }),
  ret: struct({ result: int }),
  masks: { kvm: ["qemuDomainAgentSetResponseTimeout", 0] }
});
var domainAuthorizedSSHKeysGet = procedure({
  number: 424,
  wire: "DOMAIN_AUTHORIZED_SSH_KEYS_GET",
  kind: "call",
  family: "hypervisor",
  api: "virDomainAuthorizedSSHKeysGet",
  since: "6.10.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, user: string, flags: uint }),
  ret: struct({ keys: array(string, 2048) }),
  masks: { kvm: ["qemuDomainAuthorizedSSHKeysGet", 0] },
  checks: [
    ["user", "nonnull"],
    ["keys", "nonnull"]
  ]
});
var domainAuthorizedSSHKeysSet = procedure({
  number: 425,
  wire: "DOMAIN_AUTHORIZED_SSH_KEYS_SET",
  kind: "call",
  family: "hypervisor",
  api: "virDomainAuthorizedSSHKeysSet",
  since: "6.10.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, user: string, keys: array(string, 2048), flags: uint }),
  masks: { kvm: ["qemuDomainAuthorizedSSHKeysSet", 3] },
  exclusive: [
    [
      ["VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND", 1],
      ["VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE", 2]
    ]
  ],
  checks: [
    ["user", "nonnull"],
    ["keys", "nonnull"]
  ]
});
var domainGraphicsReload = procedure({
  number: 448,
  wire: "DOMAIN_GRAPHICS_RELOAD",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGraphicsReload",
  since: "10.2.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, type: uint, flags: uint }),
  masks: { kvm: ["qemuDomainGraphicsReload", 0] }
});
var domainAnnounceInterface = procedure({
  number: 456,
  wire: "DOMAIN_ANNOUNCE_INTERFACE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainAnnounceInterface",
  since: "12.5.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:write"],
  args: struct({ dom: Domain, device: optional(string), params: array(typedParam, 16), flags: uint })
});

// dist/schemas/rpc/remote/domain-info.js
var domain_info_exports = {};
__export(domain_info_exports, {
  domainAbortJob: () => domainAbortJob,
  domainAbortJobFlags: () => domainAbortJobFlags,
  domainGetAutostart: () => domainGetAutostart,
  domainGetAutostartOnce: () => domainGetAutostartOnce,
  domainGetControlInfo: () => domainGetControlInfo,
  domainGetInfo: () => domainGetInfo,
  domainGetJobInfo: () => domainGetJobInfo,
  domainGetJobStats: () => domainGetJobStats,
  domainGetMessages: () => domainGetMessages,
  domainGetOSType: () => domainGetOSType,
  domainGetState: () => domainGetState,
  domainGetXMLDesc: () => domainGetXMLDesc,
  domainIsActive: () => domainIsActive,
  domainIsPersistent: () => domainIsPersistent,
  domainIsUpdated: () => domainIsUpdated,
  domainLookupByID: () => domainLookupByID,
  domainLookupByName: () => domainLookupByName,
  domainLookupByUUID: () => domainLookupByUUID,
  domainManagedSaveGetXMLDesc: () => domainManagedSaveGetXMLDesc,
  domainSaveImageGetXMLDesc: () => domainSaveImageGetXMLDesc,
  domainSetAutostart: () => domainSetAutostart,
  domainSetAutostartOnce: () => domainSetAutostartOnce
});
var domainGetXMLDesc = procedure({
  number: 14,
  wire: "DOMAIN_GET_XML_DESC",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetXMLDesc",
  since: "0.0.3",
  priority: "low",
  readOnly: { denyFlags: 9 },
  acl: [
    "domain:read",
    "domain:read_secure:if_flags=VIR_DOMAIN_XML_SECURE",
    "domain:read_secure:if_flags=VIR_DOMAIN_XML_MIGRATABLE"
  ],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ xml: string }),
  masks: {
    kvm: ["qemuDomainGetXMLDesc", 15],
    libxl: ["libxlDomainGetXMLDesc", 11],
    test: ["testDomainGetXMLDesc", 11]
  }
});
var domainGetAutostart = procedure({
  number: 15,
  wire: "DOMAIN_GET_AUTOSTART",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetAutostart",
  since: "0.2.1",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ autostart: int }),
  masks: {
    kvm: ["qemuDomainGetAutostart", null],
    libxl: ["libxlDomainGetAutostart", null],
    test: ["testDomainGetAutostart", null]
  },
  checks: [["autostart", "nonnull"]]
});
var domainGetInfo = procedure({
  number: 16,
  wire: "DOMAIN_GET_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetInfo",
  since: "0.0.3",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ state: uchar, maxMem: uhyper, memory: uhyper, nrVirtCpu: ushort, cpuTime: uhyper }),
  masks: {
    kvm: ["qemuDomainGetInfo", null],
    libxl: ["libxlDomainGetInfo", null],
    test: ["testDomainGetInfo", null]
  },
  checks: [["info", "nonnull"]]
});
var domainGetOSType = procedure({
  number: 19,
  wire: "DOMAIN_GET_OS_TYPE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetOSType",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ type: string }),
  masks: { libxl: ["libxlDomainGetOSType", null], test: ["testDomainGetOSType", null] }
});
var domainLookupByID = procedure({
  number: 22,
  wire: "DOMAIN_LOOKUP_BY_ID",
  kind: "call",
  family: "hypervisor",
  api: "virDomainLookupByID",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  acl: ["domain:getattr"],
  args: struct({ id: int }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainLookupByID", null],
    libxl: ["libxlDomainLookupByID", null],
    test: ["testDomainLookupByID", null]
  },
  checks: [["id", ">=0"]]
});
var domainLookupByName = procedure({
  number: 23,
  wire: "DOMAIN_LOOKUP_BY_NAME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainLookupByName",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  acl: ["domain:getattr"],
  args: struct({ name: string }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainLookupByName", null],
    libxl: ["libxlDomainLookupByName", null],
    test: ["testDomainLookupByName", null]
  },
  checks: [["name", "nonnull"]]
});
var domainLookupByUUID = procedure({
  number: 24,
  wire: "DOMAIN_LOOKUP_BY_UUID",
  kind: "call",
  family: "hypervisor",
  api: "virDomainLookupByUUID",
  since: "0.0.5",
  priority: "high",
  readOnly: true,
  acl: ["domain:getattr"],
  args: struct({ uuid }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainLookupByUUID", null],
    libxl: ["libxlDomainLookupByUUID", null],
    test: ["testDomainLookupByUUID", null]
  },
  checks: [["uuid", "nonnull"]]
});
var domainSetAutostart = procedure({
  number: 29,
  wire: "DOMAIN_SET_AUTOSTART",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetAutostart",
  since: "0.2.1",
  priority: "high",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, autostart: int }),
  masks: {
    kvm: ["qemuDomainSetAutostart", null],
    libxl: ["libxlDomainSetAutostart", null],
    test: ["testDomainSetAutostart", null]
  }
});
var domainIsActive = procedure({
  number: 150,
  wire: "DOMAIN_IS_ACTIVE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainIsActive",
  since: "0.7.3",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ active: int }),
  masks: {
    kvm: ["qemuDomainIsActive", null],
    libxl: ["libxlDomainIsActive", null],
    test: ["testDomainIsActive", null]
  }
});
var domainIsPersistent = procedure({
  number: 151,
  wire: "DOMAIN_IS_PERSISTENT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainIsPersistent",
  since: "0.7.3",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ persistent: int }),
  masks: {
    kvm: ["qemuDomainIsPersistent", null],
    libxl: ["libxlDomainIsPersistent", null],
    test: ["testDomainIsPersistent", null]
  }
});
var domainGetJobInfo = procedure({
  number: 163,
  wire: "DOMAIN_GET_JOB_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetJobInfo",
  since: "0.7.7",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({
    type: int,
    timeElapsed: uhyper,
    timeRemaining: uhyper,
    dataTotal: uhyper,
    dataProcessed: uhyper,
    dataRemaining: uhyper,
    memTotal: uhyper,
    memProcessed: uhyper,
    memRemaining: uhyper,
    fileTotal: uhyper,
    fileProcessed: uhyper,
    fileRemaining: uhyper
  }),
  masks: { kvm: ["qemuDomainGetJobInfo", null], libxl: ["libxlDomainGetJobInfo", null] },
  checks: [["info", "nonnull"]]
});
var domainAbortJob = procedure({
  number: 164,
  wire: "DOMAIN_ABORT_JOB",
  kind: "call",
  family: "hypervisor",
  api: "virDomainAbortJob",
  since: "0.7.7",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain }),
  masks: { kvm: ["qemuDomainAbortJob", null] }
});
var domainIsUpdated = procedure({
  number: 202,
  wire: "DOMAIN_IS_UPDATED",
  kind: "call",
  family: "hypervisor",
  api: "virDomainIsUpdated",
  since: "0.8.6",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ updated: int }),
  masks: {
    kvm: ["qemuDomainIsUpdated", null],
    libxl: ["libxlDomainIsUpdated", null],
    test: ["testDomainIsUpdated", null]
  }
});
var domainGetState = procedure({
  number: 212,
  wire: "DOMAIN_GET_STATE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetState",
  since: "0.9.2",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ state: int, reason: int }),
  masks: {
    kvm: ["qemuDomainGetState", 0],
    libxl: ["libxlDomainGetState", 0],
    test: ["testDomainGetState", 0]
  },
  checks: [["state", "nonnull"]]
});
var domainGetControlInfo = procedure({
  number: 229,
  wire: "DOMAIN_GET_CONTROL_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetControlInfo",
  since: "0.9.3",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ state: uint, details: uint, stateTime: uhyper }),
  masks: { kvm: ["qemuDomainGetControlInfo", 0], test: ["testDomainGetControlInfo", 0] },
  checks: [["info", "nonnull"]]
});
var domainSaveImageGetXMLDesc = procedure({
  number: 235,
  wire: "DOMAIN_SAVE_IMAGE_GET_XML_DESC",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSaveImageGetXMLDesc",
  since: "0.9.4",
  priority: "high",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ file: string, flags: uint }),
  ret: struct({ xml: string }),
  masks: { kvm: ["qemuDomainSaveImageGetXMLDesc", 1], test: ["testDomainSaveImageGetXMLDesc", 1] },
  checks: [["file", "nonnull"]]
});
var domainGetJobStats = procedure({
  number: 298,
  wire: "DOMAIN_GET_JOB_STATS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetJobStats",
  since: "1.0.3",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ type: int, params: array(typedParam, 64) }),
  masks: { kvm: ["qemuDomainGetJobStats", 3], libxl: ["libxlDomainGetJobStats", 0] },
  requires: [
    [
      ["VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED", 2],
      ["VIR_DOMAIN_JOB_STATS_COMPLETED", 1]
    ]
  ],
  checks: [
    ["type", "nonnull"],
    ["params", "nonnull"],
    ["nparams", "nonnull"]
  ]
});
var domainManagedSaveGetXMLDesc = procedure({
  number: 388,
  wire: "DOMAIN_MANAGED_SAVE_GET_XML_DESC",
  kind: "call",
  family: "hypervisor",
  api: "virDomainManagedSaveGetXMLDesc",
  since: "3.7.0",
  priority: "low",
  readOnly: { denyFlags: 1 },
  acl: ["domain:read", "domain:read_secure:if_flags=VIR_DOMAIN_SAVE_IMAGE_XML_SECURE"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ xml: string }),
  masks: { kvm: ["qemuDomainManagedSaveGetXMLDesc", 1] }
});
var domainGetMessages = procedure({
  number: 426,
  wire: "DOMAIN_GET_MESSAGES",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetMessages",
  since: "7.1.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ msgs: array(string, 2048) }),
  masks: {
    kvm: ["qemuDomainGetMessages", 7],
    libxl: ["libxlDomainGetMessages", 7],
    test: ["testDomainGetMessages", 7]
  },
  checks: [["msgs", "nonnull"]]
});
var domainAbortJobFlags = procedure({
  number: 442,
  wire: "DOMAIN_ABORT_JOB_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainAbortJobFlags",
  since: "8.5.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ["qemuDomainAbortJobFlags", 1] }
});
var domainGetAutostartOnce = procedure({
  number: 449,
  wire: "DOMAIN_GET_AUTOSTART_ONCE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetAutostartOnce",
  since: "11.2.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ autostart: int }),
  masks: { kvm: ["qemuDomainGetAutostartOnce", null] },
  checks: [["autostart", "nonnull"]]
});
var domainSetAutostartOnce = procedure({
  number: 450,
  wire: "DOMAIN_SET_AUTOSTART_ONCE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetAutostartOnce",
  since: "11.2.0",
  priority: "high",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, autostart: int }),
  masks: { kvm: ["qemuDomainSetAutostartOnce", null] }
});

// dist/schemas/rpc/remote/domain-lifecycle.js
var domain_lifecycle_exports = {};
__export(domain_lifecycle_exports, {
  domainCoreDump: () => domainCoreDump,
  domainCoreDumpWithFormat: () => domainCoreDumpWithFormat,
  domainCreate: () => domainCreate,
  domainCreateWithFiles: () => domainCreateWithFiles,
  domainCreateWithFlags: () => domainCreateWithFlags,
  domainCreateXML: () => domainCreateXML,
  domainCreateXMLWithFiles: () => domainCreateXMLWithFiles,
  domainDefineXML: () => domainDefineXML,
  domainDefineXMLFlags: () => domainDefineXMLFlags,
  domainDestroy: () => domainDestroy,
  domainDestroyFlags: () => domainDestroyFlags,
  domainFDAssociate: () => domainFDAssociate,
  domainHasManagedSaveImage: () => domainHasManagedSaveImage,
  domainManagedSave: () => domainManagedSave,
  domainManagedSaveDefineXML: () => domainManagedSaveDefineXML,
  domainManagedSaveRemove: () => domainManagedSaveRemove,
  domainPMSuspendForDuration: () => domainPMSuspendForDuration,
  domainPMWakeup: () => domainPMWakeup,
  domainReboot: () => domainReboot,
  domainRename: () => domainRename,
  domainReset: () => domainReset,
  domainRestore: () => domainRestore,
  domainRestoreFlags: () => domainRestoreFlags,
  domainRestoreParams: () => domainRestoreParams,
  domainResume: () => domainResume,
  domainSave: () => domainSave,
  domainSaveFlags: () => domainSaveFlags,
  domainSaveImageDefineXML: () => domainSaveImageDefineXML,
  domainSaveParams: () => domainSaveParams,
  domainSetLifecycleAction: () => domainSetLifecycleAction,
  domainShutdown: () => domainShutdown,
  domainShutdownFlags: () => domainShutdownFlags,
  domainSuspend: () => domainSuspend,
  domainUndefine: () => domainUndefine,
  domainUndefineFlags: () => domainUndefineFlags
});
var domainCreate = procedure({
  number: 9,
  wire: "DOMAIN_CREATE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCreate",
  since: "0.1.1",
  priority: "low",
  readOnly: false,
  acl: ["domain:start"],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainCreate", null],
    libxl: ["libxlDomainCreate", null],
    test: ["testDomainCreate", null]
  }
});
var domainCreateXML = procedure({
  number: 10,
  wire: "DOMAIN_CREATE_XML",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCreateXML",
  since: "0.5.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write", "domain:start"],
  args: struct({ xml_desc: string, flags: uint }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainCreateXML", 51],
    libxl: ["libxlDomainCreateXML", 17],
    test: ["testDomainCreateXML", 16]
  },
  checks: [["xmlDesc", "nonnull"]]
});
var domainDefineXML = procedure({
  number: 11,
  wire: "DOMAIN_DEFINE_XML",
  kind: "call",
  family: "hypervisor",
  api: "virDomainDefineXML",
  since: "0.1.1",
  priority: "high",
  readOnly: false,
  acl: ["domain:write", "domain:save"],
  args: struct({ xml: string }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainDefineXML", null],
    libxl: ["libxlDomainDefineXML", null],
    test: ["testDomainDefineXML", null]
  },
  checks: [["xml", "nonnull"]]
});
var domainDestroy = procedure({
  number: 12,
  wire: "DOMAIN_DESTROY",
  kind: "call",
  family: "hypervisor",
  api: "virDomainDestroy",
  since: "0.0.3",
  priority: "high",
  readOnly: false,
  acl: ["domain:stop"],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainDestroy", null],
    libxl: ["libxlDomainDestroy", null],
    test: ["testDomainDestroy", null]
  }
});
var domainReboot = procedure({
  number: 27,
  wire: "DOMAIN_REBOOT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainReboot",
  since: "0.1.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:init_control", "domain:write:if_flags=VIR_DOMAIN_REBOOT_GUEST_AGENT"],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ["qemuDomainReboot", 3], libxl: ["libxlDomainReboot", 16], test: ["testDomainReboot", 31] }
});
var domainResume = procedure({
  number: 28,
  wire: "DOMAIN_RESUME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainResume",
  since: "0.0.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:suspend"],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainResume", null],
    libxl: ["libxlDomainResume", null],
    test: ["testDomainResume", null]
  }
});
var domainShutdown = procedure({
  number: 33,
  wire: "DOMAIN_SHUTDOWN",
  kind: "call",
  family: "hypervisor",
  api: "virDomainShutdown",
  since: "0.0.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:init_control"],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainShutdown", null],
    libxl: ["libxlDomainShutdown", null],
    test: ["testDomainShutdown", null]
  }
});
var domainSuspend = procedure({
  number: 34,
  wire: "DOMAIN_SUSPEND",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSuspend",
  since: "0.0.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:suspend"],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainSuspend", null],
    libxl: ["libxlDomainSuspend", null],
    test: ["testDomainSuspend", null]
  }
});
var domainUndefine = procedure({
  number: 35,
  wire: "DOMAIN_UNDEFINE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainUndefine",
  since: "0.1.1",
  priority: "high",
  readOnly: false,
  acl: ["domain:delete"],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainUndefine", null],
    libxl: ["libxlDomainUndefine", null],
    test: ["testDomainUndefine", null]
  }
});
var domainCoreDump = procedure({
  number: 53,
  wire: "DOMAIN_CORE_DUMP",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCoreDump",
  since: "0.1.9",
  priority: "low",
  readOnly: false,
  acl: ["domain:core_dump"],
  args: struct({ dom: Domain, to: string, flags: uint }),
  masks: {
    kvm: ["qemuDomainCoreDump", 31],
    libxl: ["libxlDomainCoreDump", 3],
    test: ["testDomainCoreDump", 1]
  },
  exclusive: [
    [
      ["VIR_DUMP_CRASH", 1],
      ["VIR_DUMP_LIVE", 2]
    ],
    [
      ["VIR_DUMP_CRASH", 1],
      ["VIR_DUMP_RESET", 8]
    ],
    [
      ["VIR_DUMP_LIVE", 2],
      ["VIR_DUMP_RESET", 8]
    ]
  ],
  checks: [["to", "nonnull"]]
});
var domainRestore = procedure({
  number: 54,
  wire: "DOMAIN_RESTORE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainRestore",
  since: "0.0.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:start", "domain:write"],
  args: struct({ from: string }),
  masks: {
    kvm: ["qemuDomainRestore", null],
    libxl: ["libxlDomainRestore", null],
    test: ["testDomainRestore", null]
  },
  checks: [["from", "nonnull"]]
});
var domainSave = procedure({
  number: 55,
  wire: "DOMAIN_SAVE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSave",
  since: "0.0.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:hibernate"],
  args: struct({ dom: Domain, to: string }),
  masks: { kvm: ["qemuDomainSave", null], libxl: ["libxlDomainSave", null], test: ["testDomainSave", null] },
  checks: [["to", "nonnull"]]
});
var domainManagedSave = procedure({
  number: 182,
  wire: "DOMAIN_MANAGED_SAVE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainManagedSave",
  since: "0.8.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:hibernate"],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ["qemuDomainManagedSave", 7],
    libxl: ["libxlDomainManagedSave", 0],
    test: ["testDomainManagedSave", 7]
  },
  exclusive: [
    [
      ["VIR_DOMAIN_SAVE_RUNNING", 2],
      ["VIR_DOMAIN_SAVE_PAUSED", 4]
    ]
  ]
});
var domainHasManagedSaveImage = procedure({
  number: 183,
  wire: "DOMAIN_HAS_MANAGED_SAVE_IMAGE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainHasManagedSaveImage",
  since: "0.8.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ result: int }),
  masks: {
    kvm: ["qemuDomainHasManagedSaveImage", 0],
    libxl: ["libxlDomainHasManagedSaveImage", 0],
    test: ["testDomainHasManagedSaveImage", 0]
  }
});
var domainManagedSaveRemove = procedure({
  number: 184,
  wire: "DOMAIN_MANAGED_SAVE_REMOVE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainManagedSaveRemove",
  since: "0.8.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:hibernate"],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ["qemuDomainManagedSaveRemove", 0],
    libxl: ["libxlDomainManagedSaveRemove", 0],
    test: ["testDomainManagedSaveRemove", 0]
  }
});
var domainCreateWithFlags = procedure({
  number: 196,
  wire: "DOMAIN_CREATE_WITH_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCreateWithFlags",
  since: "0.8.2",
  priority: "low",
  readOnly: false,
  acl: ["domain:start"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainCreateWithFlags", 47],
    libxl: ["libxlDomainCreateWithFlags", 1],
    test: ["testDomainCreateWithFlags", 0]
  }
});
var domainUndefineFlags = procedure({
  number: 231,
  wire: "DOMAIN_UNDEFINE_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainUndefineFlags",
  since: "0.9.4",
  priority: "high",
  readOnly: false,
  acl: ["domain:delete"],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ["qemuDomainUndefineFlags", 127],
    libxl: ["libxlDomainUndefineFlags", 1],
    test: ["testDomainUndefineFlags", 3]
  }
});
var domainSaveFlags = procedure({
  number: 232,
  wire: "DOMAIN_SAVE_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSaveFlags",
  since: "0.9.4",
  priority: "low",
  readOnly: false,
  acl: ["domain:hibernate"],
  args: struct({ dom: Domain, to: string, dxml: optional(string), flags: uint }),
  masks: {
    kvm: ["qemuDomainSaveFlags", 7],
    libxl: ["libxlDomainSaveFlags", 0],
    test: ["testDomainSaveFlags", 0]
  },
  exclusive: [
    [
      ["VIR_DOMAIN_SAVE_RUNNING", 2],
      ["VIR_DOMAIN_SAVE_PAUSED", 4]
    ]
  ],
  checks: [["to", "nonnull"]]
});
var domainRestoreFlags = procedure({
  number: 233,
  wire: "DOMAIN_RESTORE_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainRestoreFlags",
  since: "0.9.4",
  priority: "low",
  readOnly: false,
  acl: ["domain:start", "domain:write"],
  args: struct({ from: string, dxml: optional(string), flags: uint }),
  masks: {
    kvm: ["qemuDomainRestoreFlags", 15],
    libxl: ["libxlDomainRestoreFlags", 4],
    test: ["testDomainRestoreFlags", 0]
  },
  exclusive: [
    [
      ["VIR_DOMAIN_SAVE_RUNNING", 2],
      ["VIR_DOMAIN_SAVE_PAUSED", 4]
    ]
  ],
  checks: [["from", "nonnull"]]
});
var domainDestroyFlags = procedure({
  number: 234,
  wire: "DOMAIN_DESTROY_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainDestroyFlags",
  since: "0.9.4",
  priority: "high",
  readOnly: false,
  acl: ["domain:stop"],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ["qemuDomainDestroyFlags", 3],
    libxl: ["libxlDomainDestroyFlags", 0],
    test: ["testDomainDestroyFlags", 1]
  }
});
var domainSaveImageDefineXML = procedure({
  number: 236,
  wire: "DOMAIN_SAVE_IMAGE_DEFINE_XML",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSaveImageDefineXML",
  since: "0.9.4",
  priority: "high",
  readOnly: false,
  acl: ["domain:write", "domain:hibernate"],
  args: struct({ file: string, dxml: string, flags: uint }),
  masks: { kvm: ["qemuDomainSaveImageDefineXML", 6], test: ["testDomainSaveImageDefineXML", 6] },
  exclusive: [
    [
      ["VIR_DOMAIN_SAVE_RUNNING", 2],
      ["VIR_DOMAIN_SAVE_PAUSED", 4]
    ]
  ],
  checks: [
    ["file", "nonnull"],
    ["dxml", "nonnull"]
  ]
});
var domainReset = procedure({
  number: 245,
  wire: "DOMAIN_RESET",
  kind: "call",
  family: "hypervisor",
  api: "virDomainReset",
  since: "0.9.7",
  priority: "low",
  readOnly: false,
  acl: ["domain:reset"],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ["qemuDomainReset", 0], test: ["testDomainReset", 0] }
});
var domainShutdownFlags = procedure({
  number: 258,
  wire: "DOMAIN_SHUTDOWN_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainShutdownFlags",
  since: "0.9.10",
  priority: "low",
  readOnly: false,
  acl: ["domain:init_control", "domain:write:if_flags=VIR_DOMAIN_SHUTDOWN_GUEST_AGENT"],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ["qemuDomainShutdownFlags", 3],
    libxl: ["libxlDomainShutdownFlags", 17],
    test: ["testDomainShutdownFlags", 0]
  }
});
var domainPMSuspendForDuration = procedure({
  number: 261,
  wire: "DOMAIN_PM_SUSPEND_FOR_DURATION",
  kind: "call",
  family: "hypervisor",
  api: "virDomainPMSuspendForDuration",
  since: "0.9.10",
  priority: "low",
  readOnly: false,
  acl: ["domain:pm_control"],
  args: struct({ dom: Domain, target: uint, duration: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainPMSuspendForDuration", 0], libxl: ["libxlDomainPMSuspendForDuration", 0] }
});
var domainPMWakeup = procedure({
  number: 267,
  wire: "DOMAIN_PM_WAKEUP",
  kind: "call",
  family: "hypervisor",
  api: "virDomainPMWakeup",
  since: "0.9.11",
  priority: "low",
  readOnly: false,
  acl: ["domain:pm_control"],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ["qemuDomainPMWakeup", 0], libxl: ["libxlDomainPMWakeup", 0] }
});
var domainCreateXMLWithFiles = procedure({
  number: 309,
  wire: "DOMAIN_CREATE_XML_WITH_FILES",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCreateXMLWithFiles",
  since: "1.1.1",
  priority: "low",
  readOnly: false,
  acl: ["domain:write", "domain:start"],
  args: struct({ xml_desc: string, flags: uint }),
  ret: struct({ dom: Domain }),
  fds: "call",
  masks: { test: ["testDomainCreateXMLWithFiles", 16] },
  checks: [["xmlDesc", "nonnull"]]
});
var domainCreateWithFiles = procedure({
  number: 310,
  wire: "DOMAIN_CREATE_WITH_FILES",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCreateWithFiles",
  since: "1.1.1",
  priority: "low",
  readOnly: false,
  acl: ["domain:start"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ dom: Domain }),
  fds: "call",
  masks: { test: ["testDomainCreateWithFiles", 0] }
});
var domainCoreDumpWithFormat = procedure({
  number: 334,
  wire: "DOMAIN_CORE_DUMP_WITH_FORMAT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainCoreDumpWithFormat",
  since: "1.2.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:core_dump"],
  args: struct({ dom: Domain, to: string, dumpformat: uint, flags: uint }),
  masks: { kvm: ["qemuDomainCoreDumpWithFormat", 31], test: ["testDomainCoreDumpWithFormat", 1] },
  exclusive: [
    [
      ["VIR_DUMP_CRASH", 1],
      ["VIR_DUMP_LIVE", 2]
    ],
    [
      ["VIR_DUMP_CRASH", 1],
      ["VIR_DUMP_RESET", 8]
    ],
    [
      ["VIR_DUMP_LIVE", 2],
      ["VIR_DUMP_RESET", 8]
    ]
  ],
  checks: [["to", "nonnull"]]
});
var domainDefineXMLFlags = procedure({
  number: 350,
  wire: "DOMAIN_DEFINE_XML_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainDefineXMLFlags",
  since: "1.2.12",
  priority: "high",
  readOnly: false,
  acl: ["domain:write", "domain:save"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ["qemuDomainDefineXMLFlags", 1],
    libxl: ["libxlDomainDefineXMLFlags", 1],
    test: ["testDomainDefineXMLFlags", 1]
  },
  checks: [["xml", "nonnull"]]
});
var domainRename = procedure({
  number: 358,
  wire: "DOMAIN_RENAME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainRename",
  since: "1.2.19",
  priority: "low",
  readOnly: false,
  acl: ["domain:write", "domain:save"],
  args: struct({ dom: Domain, new_name: optional(string), flags: uint }),
  ret: struct({ retcode: int }),
  masks: { kvm: ["qemuDomainRename", 0], test: ["testDomainRename", 0] },
  checks: [["new_name", "nonempty"]]
});
var domainManagedSaveDefineXML = procedure({
  number: 389,
  wire: "DOMAIN_MANAGED_SAVE_DEFINE_XML",
  kind: "call",
  family: "hypervisor",
  api: "virDomainManagedSaveDefineXML",
  since: "3.7.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write", "domain:hibernate"],
  args: struct({ dom: Domain, dxml: optional(string), flags: uint }),
  masks: { kvm: ["qemuDomainManagedSaveDefineXML", 6] },
  exclusive: [
    [
      ["VIR_DOMAIN_SAVE_RUNNING", 2],
      ["VIR_DOMAIN_SAVE_PAUSED", 4]
    ]
  ]
});
var domainSetLifecycleAction = procedure({
  number: 390,
  wire: "DOMAIN_SET_LIFECYCLE_ACTION",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetLifecycleAction",
  since: "3.9.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, type: uint, action: uint, flags: uint }),
  masks: { kvm: ["qemuDomainSetLifecycleAction", 3], test: ["testDomainSetLifecycleAction", 3] }
});
var domainSaveParams = procedure({
  number: 440,
  wire: "DOMAIN_SAVE_PARAMS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSaveParams",
  since: "8.4.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:hibernate"],
  args: struct({ dom: Domain, params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ["qemuDomainSaveParams", 7] },
  exclusive: [
    [
      ["VIR_DOMAIN_SAVE_RUNNING", 2],
      ["VIR_DOMAIN_SAVE_PAUSED", 4]
    ]
  ]
});
var domainRestoreParams = procedure({
  number: 441,
  wire: "DOMAIN_RESTORE_PARAMS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainRestoreParams",
  since: "8.4.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:start", "domain:write"],
  args: struct({ params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ["qemuDomainRestoreParams", 15] },
  exclusive: [
    [
      ["VIR_DOMAIN_SAVE_RUNNING", 2],
      ["VIR_DOMAIN_SAVE_PAUSED", 4]
    ]
  ]
});
var domainFDAssociate = procedure({
  number: 443,
  wire: "DOMAIN_FD_ASSOCIATE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainFDAssociate",
  since: "9.0.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, name: string, flags: uint }),
  fds: "call",
  masks: { kvm: ["qemuDomainFDAssociate", 3] },
  checks: [
    ["fds", "nonnull"],
    ["nfds", "!=0"]
  ]
});

// dist/schemas/rpc/remote/domain-list.js
var domain_list_exports = {};
__export(domain_list_exports, {
  connectDomainXMLFromNative: () => connectDomainXMLFromNative,
  connectDomainXMLToNative: () => connectDomainXMLToNative,
  connectGetAllDomainStats: () => connectGetAllDomainStats,
  connectGetDomainCapabilities: () => connectGetDomainCapabilities,
  connectListAllDomains: () => connectListAllDomains,
  connectListDefinedDomains: () => connectListDefinedDomains,
  connectListDomains: () => connectListDomains,
  connectNumOfDefinedDomains: () => connectNumOfDefinedDomains,
  connectNumOfDomains: () => connectNumOfDomains
});
var connectListDefinedDomains = procedure({
  number: 21,
  wire: "CONNECT_LIST_DEFINED_DOMAINS",
  kind: "call",
  family: "hypervisor",
  api: "virConnectListDefinedDomains",
  since: "0.1.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_domains"],
  aclFilter: ["domain:getattr"],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { libxl: ["libxlConnectListDefinedDomains", null], test: ["testConnectListDefinedDomains", null] },
  checks: [["maxnames", ">=0"]]
});
var connectNumOfDefinedDomains = procedure({
  number: 25,
  wire: "CONNECT_NUM_OF_DEFINED_DOMAINS",
  kind: "call",
  family: "hypervisor",
  api: "virConnectNumOfDefinedDomains",
  since: "0.1.5",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_domains"],
  aclFilter: ["domain:getattr"],
  ret: struct({ num: int }),
  masks: {
    kvm: ["qemuConnectNumOfDefinedDomains", null],
    libxl: ["libxlConnectNumOfDefinedDomains", null],
    test: ["testConnectNumOfDefinedDomains", null]
  }
});
var connectListDomains = procedure({
  number: 37,
  wire: "CONNECT_LIST_DOMAINS",
  kind: "call",
  family: "hypervisor",
  api: "virConnectListDomains",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_domains"],
  aclFilter: ["domain:getattr"],
  args: struct({ maxids: int }),
  ret: struct({ ids: array(int, 16384) }),
  masks: {
    kvm: ["qemuConnectListDomains", null],
    libxl: ["libxlConnectListDomains", null],
    test: ["testConnectListDomains", null]
  },
  checks: [["maxids", ">=0"]]
});
var connectNumOfDomains = procedure({
  number: 51,
  wire: "CONNECT_NUM_OF_DOMAINS",
  kind: "call",
  family: "hypervisor",
  api: "virConnectNumOfDomains",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_domains"],
  aclFilter: ["domain:getattr"],
  ret: struct({ num: int }),
  masks: {
    kvm: ["qemuConnectNumOfDomains", null],
    libxl: ["libxlConnectNumOfDomains", null],
    test: ["testConnectNumOfDomains", null]
  }
});
var connectDomainXMLFromNative = procedure({
  number: 135,
  wire: "CONNECT_DOMAIN_XML_FROM_NATIVE",
  kind: "call",
  family: "hypervisor",
  api: "virConnectDomainXMLFromNative",
  since: "0.6.4",
  priority: "low",
  readOnly: false,
  acl: ["connect:write"],
  args: struct({ nativeFormat: string, nativeConfig: string, flags: uint }),
  ret: struct({ domainXml: string }),
  masks: { libxl: ["libxlConnectDomainXMLFromNative", 0] },
  checks: [
    ["nativeFormat", "nonnull"],
    ["nativeConfig", "nonnull"]
  ]
});
var connectDomainXMLToNative = procedure({
  number: 136,
  wire: "CONNECT_DOMAIN_XML_TO_NATIVE",
  kind: "call",
  family: "hypervisor",
  api: "virConnectDomainXMLToNative",
  since: "0.6.4",
  priority: "low",
  readOnly: false,
  acl: ["connect:write"],
  args: struct({ nativeFormat: string, domainXml: string, flags: uint }),
  ret: struct({ nativeConfig: string }),
  masks: { kvm: ["qemuConnectDomainXMLToNative", 0], libxl: ["libxlConnectDomainXMLToNative", 0] },
  checks: [
    ["nativeFormat", "nonnull"],
    ["domainXml", "nonnull"]
  ]
});
var connectListAllDomains = procedure({
  number: 273,
  wire: "CONNECT_LIST_ALL_DOMAINS",
  kind: "call",
  family: "hypervisor",
  api: "virConnectListAllDomains",
  since: "0.9.13",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_domains"],
  aclFilter: ["domain:getattr"],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ domains: array(Domain, 16384), ret: uint }),
  masks: {
    kvm: ["qemuConnectListAllDomains", 65535],
    libxl: ["libxlConnectListAllDomains", 65535],
    test: ["testConnectListAllDomains", 65535]
  }
});
var connectGetDomainCapabilities = procedure({
  number: 342,
  wire: "CONNECT_GET_DOMAIN_CAPABILITIES",
  kind: "call",
  family: "hypervisor",
  api: "virConnectGetDomainCapabilities",
  since: "1.2.7",
  priority: "low",
  readOnly: false,
  acl: ["connect:write"],
  args: struct({
    emulatorbin: optional(string),
    arch: optional(string),
    machine: optional(string),
    virttype: optional(string),
    flags: uint
  }),
  ret: struct({ capabilities: string }),
  masks: {
    kvm: ["qemuConnectGetDomainCapabilities", 1],
    libxl: ["libxlConnectGetDomainCapabilities", 0],
    test: ["testConnectGetDomainCapabilities", 0]
  }
});
var connectGetAllDomainStats = procedure({
  number: 344,
  wire: "CONNECT_GET_ALL_DOMAIN_STATS",
  kind: "call",
  family: "hypervisor",
  api: "virConnectGetAllDomainStats",
  since: "1.2.8",
  priority: "low",
  readOnly: true,
  acl: ["connect:search_domains"],
  aclFilter: ["domain:read"],
  args: struct({ doms: array(Domain, 16384), stats: uint, flags: uint }),
  ret: struct({ retStats: array(struct({ dom: Domain, params: array(typedParam, 262144) }), 16384) }),
  masks: {
    kvm: ["qemuConnectGetAllDomainStats", 3758096639],
    test: ["testConnectGetAllDomainStats", 3758096639]
  },
  checks: [["retStats", "nonnull"]]
});

// dist/schemas/rpc/remote/domain-tuning.js
var domain_tuning_exports = {};
__export(domain_tuning_exports, {
  domainAddIOThread: () => domainAddIOThread,
  domainDelIOThread: () => domainDelIOThread,
  domainGetBlkioParameters: () => domainGetBlkioParameters,
  domainGetCPUStats: () => domainGetCPUStats,
  domainGetEmulatorPinInfo: () => domainGetEmulatorPinInfo,
  domainGetGuestVcpus: () => domainGetGuestVcpus,
  domainGetIOThreadInfo: () => domainGetIOThreadInfo,
  domainGetLaunchSecurityInfo: () => domainGetLaunchSecurityInfo,
  domainGetMaxMemory: () => domainGetMaxMemory,
  domainGetMaxVcpus: () => domainGetMaxVcpus,
  domainGetMemoryParameters: () => domainGetMemoryParameters,
  domainGetNumaParameters: () => domainGetNumaParameters,
  domainGetPerfEvents: () => domainGetPerfEvents,
  domainGetSchedulerParameters: () => domainGetSchedulerParameters,
  domainGetSchedulerParametersFlags: () => domainGetSchedulerParametersFlags,
  domainGetSchedulerType: () => domainGetSchedulerType,
  domainGetVcpuPinInfo: () => domainGetVcpuPinInfo,
  domainGetVcpus: () => domainGetVcpus,
  domainGetVcpusFlags: () => domainGetVcpusFlags,
  domainMemoryPeek: () => domainMemoryPeek,
  domainMemoryStats: () => domainMemoryStats,
  domainPinEmulator: () => domainPinEmulator,
  domainPinIOThread: () => domainPinIOThread,
  domainPinVcpu: () => domainPinVcpu,
  domainPinVcpuFlags: () => domainPinVcpuFlags,
  domainSetBlkioParameters: () => domainSetBlkioParameters,
  domainSetGuestVcpus: () => domainSetGuestVcpus,
  domainSetIOThreadParams: () => domainSetIOThreadParams,
  domainSetLaunchSecurityState: () => domainSetLaunchSecurityState,
  domainSetMaxMemory: () => domainSetMaxMemory,
  domainSetMemory: () => domainSetMemory,
  domainSetMemoryFlags: () => domainSetMemoryFlags,
  domainSetMemoryParameters: () => domainSetMemoryParameters,
  domainSetMemoryStatsPeriod: () => domainSetMemoryStatsPeriod,
  domainSetNumaParameters: () => domainSetNumaParameters,
  domainSetPerfEvents: () => domainSetPerfEvents,
  domainSetSchedulerParameters: () => domainSetSchedulerParameters,
  domainSetSchedulerParametersFlags: () => domainSetSchedulerParametersFlags,
  domainSetVcpu: () => domainSetVcpu,
  domainSetVcpus: () => domainSetVcpus,
  domainSetVcpusFlags: () => domainSetVcpusFlags,
  domainStartDirtyRateCalc: () => domainStartDirtyRateCalc
});
var domainGetMaxMemory = procedure({
  number: 17,
  wire: "DOMAIN_GET_MAX_MEMORY",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetMaxMemory",
  since: "0.0.3",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ memory: uhyper }),
  masks: {
    kvm: ["qemuDomainGetMaxMemory", null],
    libxl: ["libxlDomainGetMaxMemory", null],
    test: ["testDomainGetMaxMemory", null]
  }
});
var domainGetMaxVcpus = procedure({
  number: 18,
  wire: "DOMAIN_GET_MAX_VCPUS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetMaxVcpus",
  since: "0.2.1",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ num: int }),
  masks: {
    kvm: ["qemuDomainGetMaxVcpus", null],
    libxl: ["libxlDomainGetMaxVcpus", null],
    test: ["testDomainGetMaxVcpus", null]
  }
});
var domainGetVcpus = procedure({
  number: 20,
  wire: "DOMAIN_GET_VCPUS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetVcpus",
  since: "0.1.4",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, maxinfo: int, maplen: int }),
  ret: struct({
    info: array(struct({ number: uint, state: int, cpu_time: uhyper, cpu: int }), 16384),
    cpumaps: opaque(8388608)
  }),
  masks: {
    kvm: ["qemuDomainGetVcpus", null],
    libxl: ["libxlDomainGetVcpus", null],
    test: ["testDomainGetVcpus", null]
  },
  checks: [
    ["info", "nonnull"],
    ["maxinfo", ">0"],
    ["maplen", ">0"],
    ["maplen", "==0"]
  ]
});
var domainPinVcpu = procedure({
  number: 26,
  wire: "DOMAIN_PIN_VCPU",
  kind: "call",
  family: "hypervisor",
  api: "virDomainPinVcpu",
  since: "0.1.4",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, vcpu: uint, cpumap: opaque(2048) }),
  masks: {
    kvm: ["qemuDomainPinVcpu", null],
    libxl: ["libxlDomainPinVcpu", null],
    test: ["testDomainPinVcpu", null]
  },
  checks: [
    ["cpumap", "nonnull"],
    ["maplen", ">0"]
  ]
});
var domainSetMaxMemory = procedure({
  number: 30,
  wire: "DOMAIN_SET_MAX_MEMORY",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetMaxMemory",
  since: "0.0.3",
  priority: "high",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, memory: uhyper }),
  masks: {
    kvm: ["qemuDomainSetMaxMemory", null],
    libxl: ["libxlDomainSetMaxMemory", null],
    test: ["testDomainSetMaxMemory", null]
  },
  checks: [["memory", "!=0"]]
});
var domainSetMemory = procedure({
  number: 31,
  wire: "DOMAIN_SET_MEMORY",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetMemory",
  since: "0.1.1",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, memory: uhyper }),
  masks: {
    kvm: ["qemuDomainSetMemory", null],
    libxl: ["libxlDomainSetMemory", null],
    test: ["testDomainSetMemory", null]
  },
  checks: [["memory", "!=0"]]
});
var domainSetVcpus = procedure({
  number: 32,
  wire: "DOMAIN_SET_VCPUS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetVcpus",
  since: "0.1.4",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, nvcpus: uint }),
  masks: {
    kvm: ["qemuDomainSetVcpus", null],
    libxl: ["libxlDomainSetVcpus", null],
    test: ["testDomainSetVcpus", null]
  },
  checks: [["nvcpus", "!=0"]]
});
var domainGetSchedulerType = procedure({
  number: 56,
  wire: "DOMAIN_GET_SCHEDULER_TYPE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetSchedulerType",
  since: "0.2.3",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain }),
  ret: struct({ type: string, nparams: int }),
  masks: {
    kvm: ["qemuDomainGetSchedulerType", null],
    libxl: ["libxlDomainGetSchedulerType", null],
    test: ["testDomainGetSchedulerType", null]
  }
});
var domainGetSchedulerParameters = procedure({
  number: 57,
  wire: "DOMAIN_GET_SCHEDULER_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetSchedulerParameters",
  since: "0.2.3",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, nparams: int }),
  ret: struct({ params: array(typedParam, 16) }),
  masks: {
    kvm: ["qemuDomainGetSchedulerParameters", null],
    libxl: ["libxlDomainGetSchedulerParameters", null],
    test: ["testDomainGetSchedulerParameters", null]
  },
  checks: [
    ["params", "nonnull"],
    ["nparams", "nonnull"],
    ["*nparams", ">0"]
  ]
});
var domainSetSchedulerParameters = procedure({
  number: 58,
  wire: "DOMAIN_SET_SCHEDULER_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetSchedulerParameters",
  since: "0.2.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:read"],
  args: struct({ dom: Domain, params: array(typedParam, 16) }),
  masks: {
    kvm: ["qemuDomainSetSchedulerParameters", null],
    libxl: ["libxlDomainSetSchedulerParameters", null],
    test: ["testDomainSetSchedulerParameters", null]
  },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">=0"]
  ]
});
var domainMemoryPeek = procedure({
  number: 104,
  wire: "DOMAIN_MEMORY_PEEK",
  kind: "call",
  family: "hypervisor",
  api: "virDomainMemoryPeek",
  since: "0.4.2",
  priority: "low",
  readOnly: false,
  acl: ["domain:mem_read"],
  args: struct({ dom: Domain, offset: uhyper, size: uint, flags: uint }),
  ret: struct({ buffer: opaque(4194304) }),
  masks: { kvm: ["qemuDomainMemoryPeek", 3], test: ["testDomainMemoryPeek", 3] },
  exclusive: [
    [
      ["VIR_MEMORY_VIRTUAL", 1],
      ["VIR_MEMORY_PHYSICAL", 2]
    ]
  ],
  checks: [["buffer", "nonnull"]]
});
var domainMemoryStats = procedure({
  number: 159,
  wire: "DOMAIN_MEMORY_STATS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainMemoryStats",
  since: "0.7.5",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, maxStats: uint, flags: uint }),
  ret: struct({ stats: array(struct({ tag: int, val: uhyper }), 1024) }),
  masks: {
    kvm: ["qemuDomainMemoryStats", 0],
    libxl: ["libxlDomainMemoryStats", 0],
    test: ["testDomainMemoryStats", 0]
  }
});
var domainSetMemoryParameters = procedure({
  number: 197,
  wire: "DOMAIN_SET_MEMORY_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetMemoryParameters",
  since: "0.8.5",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ["qemuDomainSetMemoryParameters", 3], test: ["testDomainSetMemoryParameters", 3] },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">0"]
  ]
});
var domainGetMemoryParameters = procedure({
  number: 198,
  wire: "DOMAIN_GET_MEMORY_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetMemoryParameters",
  since: "0.8.5",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { kvm: ["qemuDomainGetMemoryParameters", 7], test: ["testDomainGetMemoryParameters", 7] },
  exclusive: [
    [
      ["VIR_DOMAIN_AFFECT_LIVE", 1],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [
    ["nparams", "nonnull"],
    ["params", "nonnull"],
    ["*nparams", ">=0"]
  ],
  stringOkay: true
});
var domainSetVcpusFlags = procedure({
  number: 199,
  wire: "DOMAIN_SET_VCPUS_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetVcpusFlags",
  since: "0.8.5",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG",
    "domain:write:if_flags=VIR_DOMAIN_VCPU_GUEST"
  ],
  args: struct({ dom: Domain, nvcpus: uint, flags: uint }),
  masks: {
    kvm: ["qemuDomainSetVcpusFlags", 31],
    libxl: ["libxlDomainSetVcpusFlags", 7],
    test: ["testDomainSetVcpusFlags", 7]
  },
  exclusive: [
    [
      ["VIR_DOMAIN_VCPU_GUEST", 8],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  requires: [
    [
      ["VIR_DOMAIN_VCPU_MAXIMUM", 4],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [["nvcpus", "!=0"]]
});
var domainGetVcpusFlags = procedure({
  number: 200,
  wire: "DOMAIN_GET_VCPUS_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetVcpusFlags",
  since: "0.8.5",
  priority: "low",
  readOnly: { denyFlags: 8 },
  acl: ["domain:read", "domain:write:if_flags=VIR_DOMAIN_VCPU_GUEST"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ num: int }),
  masks: {
    kvm: ["qemuDomainGetVcpusFlags", 15],
    libxl: ["libxlDomainGetVcpusFlags", 7],
    test: ["testDomainGetVcpusFlags", 7]
  },
  exclusive: [
    [
      ["VIR_DOMAIN_AFFECT_LIVE", 1],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ]
});
var domainSetMemoryFlags = procedure({
  number: 204,
  wire: "DOMAIN_SET_MEMORY_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetMemoryFlags",
  since: "0.9.0",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, memory: uhyper, flags: uint }),
  masks: {
    kvm: ["qemuDomainSetMemoryFlags", 7],
    libxl: ["libxlDomainSetMemoryFlags", 7],
    test: ["testDomainSetMemoryFlags", 7]
  },
  checks: [["memory", "!=0"]]
});
var domainSetBlkioParameters = procedure({
  number: 205,
  wire: "DOMAIN_SET_BLKIO_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetBlkioParameters",
  since: "0.9.0",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ["qemuDomainSetBlkioParameters", 3], test: ["testDomainSetBlkioParameters", 3] },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">=0"]
  ]
});
var domainGetBlkioParameters = procedure({
  number: 206,
  wire: "DOMAIN_GET_BLKIO_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetBlkioParameters",
  since: "0.9.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { kvm: ["qemuDomainGetBlkioParameters", 7], test: ["testDomainGetBlkioParameters", 7] },
  exclusive: [
    [
      ["VIR_DOMAIN_AFFECT_LIVE", 1],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [
    ["nparams", "nonnull"],
    ["params", "nonnull"],
    ["*nparams", ">=0"]
  ],
  stringOkay: true
});
var domainSetSchedulerParametersFlags = procedure({
  number: 219,
  wire: "DOMAIN_SET_SCHEDULER_PARAMETERS_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetSchedulerParametersFlags",
  since: "0.9.2",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, params: array(typedParam, 16), flags: uint }),
  masks: {
    kvm: ["qemuDomainSetSchedulerParametersFlags", 3],
    libxl: ["libxlDomainSetSchedulerParametersFlags", 0],
    test: ["testDomainSetSchedulerParametersFlags", 0]
  },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">=0"]
  ]
});
var domainGetSchedulerParametersFlags = procedure({
  number: 223,
  wire: "DOMAIN_GET_SCHEDULER_PARAMETERS_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetSchedulerParametersFlags",
  since: "0.9.2",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16) }),
  masks: {
    kvm: ["qemuDomainGetSchedulerParametersFlags", 7],
    libxl: ["libxlDomainGetSchedulerParametersFlags", 4],
    test: ["testDomainGetSchedulerParametersFlags", 0]
  },
  exclusive: [
    [
      ["VIR_DOMAIN_AFFECT_LIVE", 1],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [
    ["params", "nonnull"],
    ["nparams", "nonnull"],
    ["*nparams", ">0"]
  ],
  stringOkay: true
});
var domainPinVcpuFlags = procedure({
  number: 225,
  wire: "DOMAIN_PIN_VCPU_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainPinVcpuFlags",
  since: "0.9.3",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, vcpu: uint, cpumap: opaque(2048), flags: uint }),
  masks: {
    kvm: ["qemuDomainPinVcpuFlags", 3],
    libxl: ["libxlDomainPinVcpuFlags", 3],
    test: ["testDomainPinVcpuFlags", 0]
  },
  checks: [
    ["cpumap", "nonnull"],
    ["maplen", ">0"]
  ]
});
var domainGetVcpuPinInfo = procedure({
  number: 230,
  wire: "DOMAIN_GET_VCPU_PIN_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetVcpuPinInfo",
  since: "0.9.3",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, ncpumaps: int, maplen: int, flags: uint }),
  ret: struct({ cpumaps: opaque(8388608), num: int }),
  masks: {
    kvm: ["qemuDomainGetVcpuPinInfo", 3],
    libxl: ["libxlDomainGetVcpuPinInfo", 3],
    test: ["testDomainGetVcpuPinInfo", null]
  },
  exclusive: [
    [
      ["VIR_DOMAIN_AFFECT_LIVE", 1],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [
    ["ncpumaps", ">0"],
    ["maplen", ">0"]
  ]
});
var domainSetNumaParameters = procedure({
  number: 254,
  wire: "DOMAIN_SET_NUMA_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetNumaParameters",
  since: "0.9.9",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ["qemuDomainSetNumaParameters", 3], test: ["testDomainSetNumaParameters", 3] },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">0"]
  ]
});
var domainGetNumaParameters = procedure({
  number: 255,
  wire: "DOMAIN_GET_NUMA_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetNumaParameters",
  since: "0.9.9",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: {
    kvm: ["qemuDomainGetNumaParameters", 7],
    libxl: ["libxlDomainGetNumaParameters", 5],
    test: ["testDomainGetNumaParameters", 7]
  },
  checks: [
    ["nparams", "nonnull"],
    ["params", "nonnull"],
    ["*nparams", ">=0"]
  ],
  stringOkay: true
});
var domainGetCPUStats = procedure({
  number: 262,
  wire: "DOMAIN_GET_CPU_STATS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetCPUStats",
  since: "0.9.10",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, nparams: uint, start_cpu: int, ncpus: uint, flags: uint }),
  ret: struct({ params: array(typedParam, 2048), nparams: int }),
  masks: {
    kvm: ["qemuDomainGetCPUStats", 4],
    libxl: ["libxlDomainGetCPUStats", 4],
    test: ["testDomainGetCPUStats", 4]
  },
  checks: [
    ["params", "nonnull"],
    ["start_cpu", ">=0"]
  ],
  stringOkay: true
});
var domainPinEmulator = procedure({
  number: 279,
  wire: "DOMAIN_PIN_EMULATOR",
  kind: "call",
  family: "hypervisor",
  api: "virDomainPinEmulator",
  since: "0.10.0",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, cpumap: opaque(2048), flags: uint }),
  masks: { kvm: ["qemuDomainPinEmulator", 3], test: ["testDomainPinEmulator", 3] },
  checks: [
    ["cpumap", "nonnull"],
    ["maplen", ">0"]
  ]
});
var domainGetEmulatorPinInfo = procedure({
  number: 280,
  wire: "DOMAIN_GET_EMULATOR_PIN_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetEmulatorPinInfo",
  since: "0.10.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, maplen: int, flags: uint }),
  ret: struct({ cpumaps: opaque(8388608), ret: int }),
  masks: { kvm: ["qemuDomainGetEmulatorPinInfo", 3], test: ["testDomainGetEmulatorPinInfo", 3] },
  exclusive: [
    [
      ["VIR_DOMAIN_AFFECT_LIVE", 1],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [
    ["cpumap", "nonnull"],
    ["maplen", ">0"]
  ]
});
var domainSetMemoryStatsPeriod = procedure({
  number: 308,
  wire: "DOMAIN_SET_MEMORY_STATS_PERIOD",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetMemoryStatsPeriod",
  since: "1.1.1",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, period: int, flags: uint }),
  masks: { kvm: ["qemuDomainSetMemoryStatsPeriod", 3], test: ["testDomainSetMemoryStatsPeriod", 3] },
  checks: [["period", ">=0"]]
});
var domainGetIOThreadInfo = procedure({
  number: 351,
  wire: "DOMAIN_GET_IOTHREAD_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetIOThreadInfo",
  since: "1.2.14",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ info: array(struct({ iothread_id: uint, cpumap: opaque(2048) }), 16384), ret: uint }),
  masks: { kvm: ["qemuDomainGetIOThreadInfo", 3], test: ["testDomainGetIOThreadInfo", 3] },
  exclusive: [
    [
      ["VIR_DOMAIN_AFFECT_LIVE", 1],
      ["VIR_DOMAIN_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [["info", "nonnull"]]
});
var domainPinIOThread = procedure({
  number: 352,
  wire: "DOMAIN_PIN_IOTHREAD",
  kind: "call",
  family: "hypervisor",
  api: "virDomainPinIOThread",
  since: "1.2.14",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, iothreads_id: uint, cpumap: opaque(2048), flags: uint }),
  masks: { kvm: ["qemuDomainPinIOThread", 3], test: ["testDomainPinIOThread", 3] },
  checks: [
    ["cpumap", "nonnull"],
    ["maplen", ">0"]
  ]
});
var domainAddIOThread = procedure({
  number: 355,
  wire: "DOMAIN_ADD_IOTHREAD",
  kind: "call",
  family: "hypervisor",
  api: "virDomainAddIOThread",
  since: "1.2.15",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, iothread_id: uint, flags: uint }),
  masks: { kvm: ["qemuDomainAddIOThread", 3], test: ["testDomainAddIOThread", 3] }
});
var domainDelIOThread = procedure({
  number: 356,
  wire: "DOMAIN_DEL_IOTHREAD",
  kind: "call",
  family: "hypervisor",
  api: "virDomainDelIOThread",
  since: "1.2.15",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, iothread_id: uint, flags: uint }),
  masks: { kvm: ["qemuDomainDelIOThread", 3], test: ["testDomainDelIOThread", 3] },
  checks: [["iothread_id", "!=0"]]
});
var domainGetPerfEvents = procedure({
  number: 365,
  wire: "DOMAIN_GET_PERF_EVENTS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetPerfEvents",
  since: "1.3.3",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ params: array(typedParam, 64) }),
  masks: { kvm: ["qemuDomainGetPerfEvents", 7], test: ["testDomainGetPerfEvents", 7] },
  checks: [
    ["params", "nonnull"],
    ["nparams", "nonnull"]
  ]
});
var domainSetPerfEvents = procedure({
  number: 366,
  wire: "DOMAIN_SET_PERF_EVENTS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetPerfEvents",
  since: "1.3.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ["qemuDomainSetPerfEvents", 3], test: ["testDomainSetPerfEvents", 3] },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">0"]
  ]
});
var domainGetGuestVcpus = procedure({
  number: 371,
  wire: "DOMAIN_GET_GUEST_VCPUS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetGuestVcpus",
  since: "2.0.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ params: array(typedParam, 64) }),
  masks: { kvm: ["qemuDomainGetGuestVcpus", 0] },
  checks: [
    ["params", "nonnull"],
    ["nparams", "nonnull"]
  ]
});
var domainSetGuestVcpus = procedure({
  number: 372,
  wire: "DOMAIN_SET_GUEST_VCPUS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetGuestVcpus",
  since: "2.0.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, cpumap: string, state: int, flags: uint }),
  masks: { kvm: ["qemuDomainSetGuestVcpus", 0] },
  checks: [["cpumap", "nonnull"]]
});
var domainSetVcpu = procedure({
  number: 384,
  wire: "DOMAIN_SET_VCPU",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetVcpu",
  since: "3.1.0",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, cpumap: string, state: int, flags: uint }),
  masks: { kvm: ["qemuDomainSetVcpu", 3] },
  checks: [["vcpumap", "nonnull"]]
});
var domainGetLaunchSecurityInfo = procedure({
  number: 396,
  wire: "DOMAIN_GET_LAUNCH_SECURITY_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virDomainGetLaunchSecurityInfo",
  since: "4.5.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ params: array(typedParam, 64) }),
  masks: { kvm: ["qemuDomainGetLaunchSecurityInfo", 4], test: ["testDomainGetLaunchSecurityInfo", 0] },
  checks: [
    ["params", "nonnull"],
    ["nparams", "nonnull"]
  ]
});
var domainSetIOThreadParams = procedure({
  number: 402,
  wire: "DOMAIN_SET_IOTHREAD_PARAMS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetIOThreadParams",
  since: "4.10.0",
  priority: "low",
  readOnly: false,
  acl: [
    "domain:write",
    "domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE",
    "domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG"
  ],
  args: struct({ dom: Domain, iothread_id: uint, params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ["qemuDomainSetIOThreadParams", 3], test: ["testDomainSetIOThreadParams", 1] },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">0"]
  ]
});
var domainStartDirtyRateCalc = procedure({
  number: 427,
  wire: "DOMAIN_START_DIRTY_RATE_CALC",
  kind: "call",
  family: "hypervisor",
  api: "virDomainStartDirtyRateCalc",
  since: "7.2.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, seconds: int, flags: uint }),
  masks: { kvm: ["qemuDomainStartDirtyRateCalc", 3] },
  exclusive: [
    [
      ["VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING", 0],
      ["VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP", 1]
    ],
    [
      ["VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING", 0],
      ["VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING", 2]
    ],
    [
      ["VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP", 1],
      ["VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING", 2]
    ]
  ]
});
var domainSetLaunchSecurityState = procedure({
  number: 439,
  wire: "DOMAIN_SET_LAUNCH_SECURITY_STATE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSetLaunchSecurityState",
  since: "8.0.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:write"],
  args: struct({ dom: Domain, params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ["qemuDomainSetLaunchSecurityState", 0] },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">0"]
  ]
});

// dist/schemas/rpc/remote/events.js
var events_exports = {};
__export(events_exports, {
  connectEventConnectionClosed: () => connectEventConnectionClosed,
  domainEventBalloonChange: () => domainEventBalloonChange,
  domainEventBlockJob: () => domainEventBlockJob,
  domainEventBlockJob2: () => domainEventBlockJob2,
  domainEventBlockThreshold: () => domainEventBlockThreshold,
  domainEventCallbackAgentLifecycle: () => domainEventCallbackAgentLifecycle,
  domainEventCallbackBalloonChange: () => domainEventCallbackBalloonChange,
  domainEventCallbackBlockJob: () => domainEventCallbackBlockJob,
  domainEventCallbackChannelLifecycle: () => domainEventCallbackChannelLifecycle,
  domainEventCallbackControlError: () => domainEventCallbackControlError,
  domainEventCallbackDeviceAdded: () => domainEventCallbackDeviceAdded,
  domainEventCallbackDeviceRemovalFailed: () => domainEventCallbackDeviceRemovalFailed,
  domainEventCallbackDeviceRemoved: () => domainEventCallbackDeviceRemoved,
  domainEventCallbackDiskChange: () => domainEventCallbackDiskChange,
  domainEventCallbackGraphics: () => domainEventCallbackGraphics,
  domainEventCallbackIoError: () => domainEventCallbackIoError,
  domainEventCallbackIoErrorReason: () => domainEventCallbackIoErrorReason,
  domainEventCallbackJobCompleted: () => domainEventCallbackJobCompleted,
  domainEventCallbackLifecycle: () => domainEventCallbackLifecycle,
  domainEventCallbackMetadataChange: () => domainEventCallbackMetadataChange,
  domainEventCallbackMigrationIteration: () => domainEventCallbackMigrationIteration,
  domainEventCallbackPmsuspend: () => domainEventCallbackPmsuspend,
  domainEventCallbackPmsuspendDisk: () => domainEventCallbackPmsuspendDisk,
  domainEventCallbackPmwakeup: () => domainEventCallbackPmwakeup,
  domainEventCallbackReboot: () => domainEventCallbackReboot,
  domainEventCallbackRtcChange: () => domainEventCallbackRtcChange,
  domainEventCallbackTrayChange: () => domainEventCallbackTrayChange,
  domainEventCallbackTunable: () => domainEventCallbackTunable,
  domainEventCallbackWatchdog: () => domainEventCallbackWatchdog,
  domainEventControlError: () => domainEventControlError,
  domainEventDeviceRemoved: () => domainEventDeviceRemoved,
  domainEventDiskChange: () => domainEventDiskChange,
  domainEventGraphics: () => domainEventGraphics,
  domainEventIoError: () => domainEventIoError,
  domainEventIoErrorReason: () => domainEventIoErrorReason,
  domainEventLifecycle: () => domainEventLifecycle,
  domainEventMemoryDeviceSizeChange: () => domainEventMemoryDeviceSizeChange,
  domainEventMemoryFailure: () => domainEventMemoryFailure,
  domainEventNicMacChange: () => domainEventNicMacChange,
  domainEventPmsuspend: () => domainEventPmsuspend,
  domainEventPmsuspendDisk: () => domainEventPmsuspendDisk,
  domainEventPmwakeup: () => domainEventPmwakeup,
  domainEventReboot: () => domainEventReboot,
  domainEventRtcChange: () => domainEventRtcChange,
  domainEventTrayChange: () => domainEventTrayChange,
  domainEventVcpuRemoved: () => domainEventVcpuRemoved,
  domainEventWatchdog: () => domainEventWatchdog,
  networkEventCallbackMetadataChange: () => networkEventCallbackMetadataChange,
  networkEventLifecycle: () => networkEventLifecycle,
  nodeDeviceEventLifecycle: () => nodeDeviceEventLifecycle,
  nodeDeviceEventUpdate: () => nodeDeviceEventUpdate,
  secretEventLifecycle: () => secretEventLifecycle,
  secretEventValueChanged: () => secretEventValueChanged,
  storagePoolEventLifecycle: () => storagePoolEventLifecycle,
  storagePoolEventRefresh: () => storagePoolEventRefresh
});
var domainEventLifecycle = procedure({
  number: 107,
  wire: "DOMAIN_EVENT_LIFECYCLE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain, event: int, detail: int })
});
var domainEventReboot = procedure({
  number: 169,
  wire: "DOMAIN_EVENT_REBOOT",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain })
});
var domainEventRtcChange = procedure({
  number: 170,
  wire: "DOMAIN_EVENT_RTC_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain, offset: hyper })
});
var domainEventWatchdog = procedure({
  number: 171,
  wire: "DOMAIN_EVENT_WATCHDOG",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain, action: int })
});
var domainEventIoError = procedure({
  number: 172,
  wire: "DOMAIN_EVENT_IO_ERROR",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain, srcPath: string, devAlias: string, action: int })
});
var domainEventGraphics = procedure({
  number: 173,
  wire: "DOMAIN_EVENT_GRAPHICS",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({
    dom: Domain,
    phase: int,
    local: struct({ family: int, node: string, service: string }),
    remote: struct({ family: int, node: string, service: string }),
    authScheme: string,
    subject: array(struct({ type: string, name: string }), 20)
  })
});
var domainEventIoErrorReason = procedure({
  number: 195,
  wire: "DOMAIN_EVENT_IO_ERROR_REASON",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain, srcPath: string, devAlias: string, action: int, reason: string })
});
var domainEventControlError = procedure({
  number: 224,
  wire: "DOMAIN_EVENT_CONTROL_ERROR",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain })
});
var domainEventBlockJob = procedure({
  number: 241,
  wire: "DOMAIN_EVENT_BLOCK_JOB",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain, path: string, type: int, status: int })
});
var domainEventDiskChange = procedure({
  number: 248,
  wire: "DOMAIN_EVENT_DISK_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({
    dom: Domain,
    oldSrcPath: optional(string),
    newSrcPath: optional(string),
    devAlias: string,
    reason: int
  })
});
var domainEventTrayChange = procedure({
  number: 268,
  wire: "DOMAIN_EVENT_TRAY_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain, devAlias: string, reason: int })
});
var domainEventPmwakeup = procedure({
  number: 269,
  wire: "DOMAIN_EVENT_PMWAKEUP",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain })
});
var domainEventPmsuspend = procedure({
  number: 270,
  wire: "DOMAIN_EVENT_PMSUSPEND",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain })
});
var domainEventBalloonChange = procedure({
  number: 276,
  wire: "DOMAIN_EVENT_BALLOON_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain, actual: uhyper })
});
var domainEventPmsuspendDisk = procedure({
  number: 292,
  wire: "DOMAIN_EVENT_PMSUSPEND_DISK",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain })
});
var domainEventDeviceRemoved = procedure({
  number: 311,
  wire: "DOMAIN_EVENT_DEVICE_REMOVED",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ dom: Domain, devAlias: string })
});
var networkEventLifecycle = procedure({
  number: 315,
  wire: "NETWORK_EVENT_LIFECYCLE",
  kind: "event",
  family: "network",
  priority: "low",
  msg: struct({ callbackID: int, net: Network, event: int, detail: int })
});
var domainEventCallbackLifecycle = procedure({
  number: 318,
  wire: "DOMAIN_EVENT_CALLBACK_LIFECYCLE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, event: int, detail: int }) })
});
var domainEventCallbackReboot = procedure({
  number: 319,
  wire: "DOMAIN_EVENT_CALLBACK_REBOOT",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, msg: struct({ dom: Domain }) })
});
var domainEventCallbackRtcChange = procedure({
  number: 320,
  wire: "DOMAIN_EVENT_CALLBACK_RTC_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, offset: hyper }) })
});
var domainEventCallbackWatchdog = procedure({
  number: 321,
  wire: "DOMAIN_EVENT_CALLBACK_WATCHDOG",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, action: int }) })
});
var domainEventCallbackIoError = procedure({
  number: 322,
  wire: "DOMAIN_EVENT_CALLBACK_IO_ERROR",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({
    callbackID: int,
    msg: struct({ dom: Domain, srcPath: string, devAlias: string, action: int })
  })
});
var domainEventCallbackGraphics = procedure({
  number: 323,
  wire: "DOMAIN_EVENT_CALLBACK_GRAPHICS",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({
    callbackID: int,
    msg: struct({
      dom: Domain,
      phase: int,
      local: struct({ family: int, node: string, service: string }),
      remote: struct({ family: int, node: string, service: string }),
      authScheme: string,
      subject: array(struct({ type: string, name: string }), 20)
    })
  })
});
var domainEventCallbackIoErrorReason = procedure({
  number: 324,
  wire: "DOMAIN_EVENT_CALLBACK_IO_ERROR_REASON",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({
    callbackID: int,
    msg: struct({ dom: Domain, srcPath: string, devAlias: string, action: int, reason: string })
  })
});
var domainEventCallbackControlError = procedure({
  number: 325,
  wire: "DOMAIN_EVENT_CALLBACK_CONTROL_ERROR",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, msg: struct({ dom: Domain }) })
});
var domainEventCallbackBlockJob = procedure({
  number: 326,
  wire: "DOMAIN_EVENT_CALLBACK_BLOCK_JOB",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, path: string, type: int, status: int }) })
});
var domainEventCallbackDiskChange = procedure({
  number: 327,
  wire: "DOMAIN_EVENT_CALLBACK_DISK_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({
    callbackID: int,
    msg: struct({
      dom: Domain,
      oldSrcPath: optional(string),
      newSrcPath: optional(string),
      devAlias: string,
      reason: int
    })
  })
});
var domainEventCallbackTrayChange = procedure({
  number: 328,
  wire: "DOMAIN_EVENT_CALLBACK_TRAY_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, devAlias: string, reason: int }) })
});
var domainEventCallbackPmwakeup = procedure({
  number: 329,
  wire: "DOMAIN_EVENT_CALLBACK_PMWAKEUP",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, reason: int, msg: struct({ dom: Domain }) })
});
var domainEventCallbackPmsuspend = procedure({
  number: 330,
  wire: "DOMAIN_EVENT_CALLBACK_PMSUSPEND",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, reason: int, msg: struct({ dom: Domain }) })
});
var domainEventCallbackBalloonChange = procedure({
  number: 331,
  wire: "DOMAIN_EVENT_CALLBACK_BALLOON_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, actual: uhyper }) })
});
var domainEventCallbackPmsuspendDisk = procedure({
  number: 332,
  wire: "DOMAIN_EVENT_CALLBACK_PMSUSPEND_DISK",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, reason: int, msg: struct({ dom: Domain }) })
});
var domainEventCallbackDeviceRemoved = procedure({
  number: 333,
  wire: "DOMAIN_EVENT_CALLBACK_DEVICE_REMOVED",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, devAlias: string }) })
});
var domainEventBlockJob2 = procedure({
  number: 339,
  wire: "DOMAIN_EVENT_BLOCK_JOB_2",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, dst: string, type: int, status: int })
});
var domainEventCallbackTunable = procedure({
  number: 346,
  wire: "DOMAIN_EVENT_CALLBACK_TUNABLE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, params: array(typedParam, 2048) })
});
var domainEventCallbackAgentLifecycle = procedure({
  number: 348,
  wire: "DOMAIN_EVENT_CALLBACK_AGENT_LIFECYCLE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, state: int, reason: int })
});
var domainEventCallbackDeviceAdded = procedure({
  number: 354,
  wire: "DOMAIN_EVENT_CALLBACK_DEVICE_ADDED",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, devAlias: string })
});
var domainEventCallbackMigrationIteration = procedure({
  number: 359,
  wire: "DOMAIN_EVENT_CALLBACK_MIGRATION_ITERATION",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, iteration: int })
});
var connectEventConnectionClosed = procedure({
  number: 362,
  wire: "CONNECT_EVENT_CONNECTION_CLOSED",
  kind: "event",
  family: "daemon",
  priority: "low",
  msg: struct({ reason: int })
});
var domainEventCallbackJobCompleted = procedure({
  number: 363,
  wire: "DOMAIN_EVENT_CALLBACK_JOB_COMPLETED",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, params: array(typedParam, 64) })
});
var domainEventCallbackDeviceRemovalFailed = procedure({
  number: 367,
  wire: "DOMAIN_EVENT_CALLBACK_DEVICE_REMOVAL_FAILED",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, devAlias: string })
});
var storagePoolEventLifecycle = procedure({
  number: 370,
  wire: "STORAGE_POOL_EVENT_LIFECYCLE",
  kind: "event",
  family: "storage",
  priority: "low",
  msg: struct({ callbackID: int, pool: StoragePool, event: int, detail: int })
});
var storagePoolEventRefresh = procedure({
  number: 373,
  wire: "STORAGE_POOL_EVENT_REFRESH",
  kind: "event",
  family: "storage",
  priority: "low",
  msg: struct({ callbackID: int, pool: StoragePool })
});
var nodeDeviceEventLifecycle = procedure({
  number: 376,
  wire: "NODE_DEVICE_EVENT_LIFECYCLE",
  kind: "event",
  family: "nodedev",
  priority: "low",
  msg: struct({ callbackID: int, dev: NodeDevice, event: int, detail: int })
});
var nodeDeviceEventUpdate = procedure({
  number: 377,
  wire: "NODE_DEVICE_EVENT_UPDATE",
  kind: "event",
  family: "nodedev",
  priority: "low",
  msg: struct({ callbackID: int, dev: NodeDevice })
});
var domainEventCallbackMetadataChange = procedure({
  number: 379,
  wire: "DOMAIN_EVENT_CALLBACK_METADATA_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, type: int, nsuri: optional(string) })
});
var secretEventLifecycle = procedure({
  number: 382,
  wire: "SECRET_EVENT_LIFECYCLE",
  kind: "event",
  family: "secret",
  priority: "low",
  msg: struct({ callbackID: int, secret: Secret, event: int, detail: int })
});
var secretEventValueChanged = procedure({
  number: 383,
  wire: "SECRET_EVENT_VALUE_CHANGED",
  kind: "event",
  family: "secret",
  priority: "low",
  msg: struct({ callbackID: int, secret: Secret })
});
var domainEventBlockThreshold = procedure({
  number: 385,
  wire: "DOMAIN_EVENT_BLOCK_THRESHOLD",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({
    callbackID: int,
    dom: Domain,
    dev: string,
    path: optional(string),
    threshold: uhyper,
    excess: uhyper
  })
});
var domainEventMemoryFailure = procedure({
  number: 423,
  wire: "DOMAIN_EVENT_MEMORY_FAILURE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, recipient: int, action: int, flags: uint })
});
var domainEventMemoryDeviceSizeChange = procedure({
  number: 438,
  wire: "DOMAIN_EVENT_MEMORY_DEVICE_SIZE_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, alias: string, size: uhyper })
});
var networkEventCallbackMetadataChange = procedure({
  number: 446,
  wire: "NETWORK_EVENT_CALLBACK_METADATA_CHANGE",
  kind: "event",
  family: "network",
  priority: "low",
  msg: struct({ callbackID: int, net: Network, type: int, nsuri: optional(string) })
});
var domainEventNicMacChange = procedure({
  number: 453,
  wire: "DOMAIN_EVENT_NIC_MAC_CHANGE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, alias: string, oldMAC: string, newMAC: string })
});
var domainEventVcpuRemoved = procedure({
  number: 454,
  wire: "DOMAIN_EVENT_VCPU_REMOVED",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, vcpuid: uint })
});
var domainEventCallbackChannelLifecycle = procedure({
  number: 455,
  wire: "DOMAIN_EVENT_CALLBACK_CHANNEL_LIFECYCLE",
  kind: "event",
  family: "hypervisor",
  priority: "low",
  msg: struct({ callbackID: int, dom: Domain, channelName: string, state: int, reason: int })
});

// dist/schemas/rpc/remote/interface.js
var interface_exports = {};
__export(interface_exports, {
  connectListAllInterfaces: () => connectListAllInterfaces,
  connectListDefinedInterfaces: () => connectListDefinedInterfaces,
  connectListInterfaces: () => connectListInterfaces,
  connectNumOfDefinedInterfaces: () => connectNumOfDefinedInterfaces,
  connectNumOfInterfaces: () => connectNumOfInterfaces,
  interfaceChangeBegin: () => interfaceChangeBegin,
  interfaceChangeCommit: () => interfaceChangeCommit,
  interfaceChangeRollback: () => interfaceChangeRollback,
  interfaceCreate: () => interfaceCreate,
  interfaceDefineXML: () => interfaceDefineXML,
  interfaceDestroy: () => interfaceDestroy,
  interfaceGetXMLDesc: () => interfaceGetXMLDesc,
  interfaceIsActive: () => interfaceIsActive,
  interfaceLookupByMACString: () => interfaceLookupByMACString,
  interfaceLookupByName: () => interfaceLookupByName,
  interfaceUndefine: () => interfaceUndefine
});
var connectNumOfInterfaces = procedure({
  number: 126,
  wire: "CONNECT_NUM_OF_INTERFACES",
  kind: "call",
  family: "interface",
  api: "virConnectNumOfInterfaces",
  since: "0.6.4",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_interfaces"],
  aclFilter: ["interface:getattr"],
  ret: struct({ num: int }),
  masks: { host: ["udevConnectNumOfInterfaces", null], test: ["testConnectNumOfInterfaces", null] }
});
var connectListInterfaces = procedure({
  number: 127,
  wire: "CONNECT_LIST_INTERFACES",
  kind: "call",
  family: "interface",
  api: "virConnectListInterfaces",
  since: "0.6.4",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_interfaces"],
  aclFilter: ["interface:getattr"],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ["udevConnectListInterfaces", null], test: ["testConnectListInterfaces", null] },
  checks: [["maxnames", ">=0"]]
});
var interfaceLookupByName = procedure({
  number: 128,
  wire: "INTERFACE_LOOKUP_BY_NAME",
  kind: "call",
  family: "interface",
  api: "virInterfaceLookupByName",
  since: "0.6.4",
  priority: "high",
  readOnly: true,
  acl: ["interface:getattr"],
  args: struct({ name: string }),
  ret: struct({ iface: Interface }),
  masks: { host: ["udevInterfaceLookupByName", null], test: ["testInterfaceLookupByName", null] },
  checks: [["name", "nonnull"]]
});
var interfaceLookupByMACString = procedure({
  number: 129,
  wire: "INTERFACE_LOOKUP_BY_MAC_STRING",
  kind: "call",
  family: "interface",
  api: "virInterfaceLookupByMACString",
  since: "0.6.4",
  priority: "high",
  readOnly: true,
  acl: ["interface:getattr"],
  args: struct({ mac: string }),
  ret: struct({ iface: Interface }),
  masks: { host: ["udevInterfaceLookupByMACString", null], test: ["testInterfaceLookupByMACString", null] },
  checks: [["macstr", "nonnull"]]
});
var interfaceGetXMLDesc = procedure({
  number: 130,
  wire: "INTERFACE_GET_XML_DESC",
  kind: "call",
  family: "interface",
  api: "virInterfaceGetXMLDesc",
  since: "0.6.4",
  priority: "low",
  readOnly: true,
  acl: ["interface:read"],
  args: struct({ iface: Interface, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ["udevInterfaceGetXMLDesc", 1], test: ["testInterfaceGetXMLDesc", 0] }
});
var interfaceDefineXML = procedure({
  number: 131,
  wire: "INTERFACE_DEFINE_XML",
  kind: "call",
  family: "interface",
  api: "virInterfaceDefineXML",
  since: "0.6.4",
  priority: "high",
  readOnly: false,
  acl: ["interface:write", "interface:save"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ iface: Interface }),
  masks: { test: ["testInterfaceDefineXML", 1] },
  checks: [["xml", "nonnull"]]
});
var interfaceUndefine = procedure({
  number: 132,
  wire: "INTERFACE_UNDEFINE",
  kind: "call",
  family: "interface",
  api: "virInterfaceUndefine",
  since: "0.6.4",
  priority: "high",
  readOnly: false,
  acl: ["interface:delete"],
  args: struct({ iface: Interface }),
  masks: { test: ["testInterfaceUndefine", null] }
});
var interfaceCreate = procedure({
  number: 133,
  wire: "INTERFACE_CREATE",
  kind: "call",
  family: "interface",
  api: "virInterfaceCreate",
  since: "0.6.4",
  priority: "low",
  readOnly: false,
  acl: ["interface:start"],
  args: struct({ iface: Interface, flags: uint }),
  masks: { test: ["testInterfaceCreate", 0] }
});
var interfaceDestroy = procedure({
  number: 134,
  wire: "INTERFACE_DESTROY",
  kind: "call",
  family: "interface",
  api: "virInterfaceDestroy",
  since: "0.6.4",
  priority: "high",
  readOnly: false,
  acl: ["interface:stop"],
  args: struct({ iface: Interface, flags: uint }),
  masks: { test: ["testInterfaceDestroy", 0] }
});
var connectNumOfDefinedInterfaces = procedure({
  number: 137,
  wire: "CONNECT_NUM_OF_DEFINED_INTERFACES",
  kind: "call",
  family: "interface",
  api: "virConnectNumOfDefinedInterfaces",
  since: "0.7.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_interfaces"],
  aclFilter: ["interface:getattr"],
  ret: struct({ num: int }),
  masks: {
    host: ["udevConnectNumOfDefinedInterfaces", null],
    test: ["testConnectNumOfDefinedInterfaces", null]
  }
});
var connectListDefinedInterfaces = procedure({
  number: 138,
  wire: "CONNECT_LIST_DEFINED_INTERFACES",
  kind: "call",
  family: "interface",
  api: "virConnectListDefinedInterfaces",
  since: "0.7.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_interfaces"],
  aclFilter: ["interface:getattr"],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: {
    host: ["udevConnectListDefinedInterfaces", null],
    test: ["testConnectListDefinedInterfaces", null]
  },
  checks: [["maxnames", ">=0"]]
});
var interfaceIsActive = procedure({
  number: 156,
  wire: "INTERFACE_IS_ACTIVE",
  kind: "call",
  family: "interface",
  api: "virInterfaceIsActive",
  since: "0.7.3",
  priority: "high",
  readOnly: true,
  acl: ["interface:read"],
  args: struct({ iface: Interface }),
  ret: struct({ active: int }),
  masks: { host: ["udevInterfaceIsActive", null], test: ["testInterfaceIsActive", null] }
});
var interfaceChangeBegin = procedure({
  number: 220,
  wire: "INTERFACE_CHANGE_BEGIN",
  kind: "call",
  family: "interface",
  api: "virInterfaceChangeBegin",
  since: "0.9.2",
  priority: "low",
  readOnly: false,
  acl: ["connect:interface_transaction"],
  args: struct({ flags: uint }),
  masks: { test: ["testInterfaceChangeBegin", 0] }
});
var interfaceChangeCommit = procedure({
  number: 221,
  wire: "INTERFACE_CHANGE_COMMIT",
  kind: "call",
  family: "interface",
  api: "virInterfaceChangeCommit",
  since: "0.9.2",
  priority: "low",
  readOnly: false,
  acl: ["connect:interface_transaction"],
  args: struct({ flags: uint }),
  masks: { test: ["testInterfaceChangeCommit", 0] }
});
var interfaceChangeRollback = procedure({
  number: 222,
  wire: "INTERFACE_CHANGE_ROLLBACK",
  kind: "call",
  family: "interface",
  api: "virInterfaceChangeRollback",
  since: "0.9.2",
  priority: "low",
  readOnly: false,
  acl: ["connect:interface_transaction"],
  args: struct({ flags: uint }),
  masks: { test: ["testInterfaceChangeRollback", 0] }
});
var connectListAllInterfaces = procedure({
  number: 284,
  wire: "CONNECT_LIST_ALL_INTERFACES",
  kind: "call",
  family: "interface",
  api: "virConnectListAllInterfaces",
  since: "0.10.2",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_interfaces"],
  aclFilter: ["interface:getattr"],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ ifaces: array(Interface, 16384), ret: uint }),
  masks: { host: ["udevConnectListAllInterfaces", 3], test: ["testConnectListAllInterfaces", 3] }
});

// dist/schemas/rpc/remote/migration.js
var migration_exports = {};
__export(migration_exports, {
  domainMigrateBegin3: () => domainMigrateBegin3,
  domainMigrateBegin3Params: () => domainMigrateBegin3Params,
  domainMigrateConfirm3: () => domainMigrateConfirm3,
  domainMigrateConfirm3Params: () => domainMigrateConfirm3Params,
  domainMigrateFinish: () => domainMigrateFinish,
  domainMigrateFinish2: () => domainMigrateFinish2,
  domainMigrateFinish3: () => domainMigrateFinish3,
  domainMigrateFinish3Params: () => domainMigrateFinish3Params,
  domainMigrateGetCompressionCache: () => domainMigrateGetCompressionCache,
  domainMigrateGetMaxDowntime: () => domainMigrateGetMaxDowntime,
  domainMigrateGetMaxSpeed: () => domainMigrateGetMaxSpeed,
  domainMigratePerform: () => domainMigratePerform,
  domainMigratePerform3: () => domainMigratePerform3,
  domainMigratePerform3Params: () => domainMigratePerform3Params,
  domainMigratePrepare: () => domainMigratePrepare,
  domainMigratePrepare2: () => domainMigratePrepare2,
  domainMigratePrepare3: () => domainMigratePrepare3,
  domainMigratePrepare3Params: () => domainMigratePrepare3Params,
  domainMigratePrepareTunnel: () => domainMigratePrepareTunnel,
  domainMigratePrepareTunnel3: () => domainMigratePrepareTunnel3,
  domainMigratePrepareTunnel3Params: () => domainMigratePrepareTunnel3Params,
  domainMigrateSetCompressionCache: () => domainMigrateSetCompressionCache,
  domainMigrateSetMaxDowntime: () => domainMigrateSetMaxDowntime,
  domainMigrateSetMaxSpeed: () => domainMigrateSetMaxSpeed,
  domainMigrateStartPostCopy: () => domainMigrateStartPostCopy
});
var domainMigratePrepare = procedure({
  number: 61,
  wire: "DOMAIN_MIGRATE_PREPARE",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate", "domain:start", "domain:write"],
  args: struct({ uri_in: optional(string), flags: uhyper, dname: optional(string), resource: uhyper }),
  ret: struct({ cookie: opaque(4194304), uri_out: optional(string) }),
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigratePerform = procedure({
  number: 62,
  wire: "DOMAIN_MIGRATE_PERFORM",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({
    dom: Domain,
    cookie: opaque(4194304),
    uri: string,
    flags: uhyper,
    dname: optional(string),
    resource: uhyper
  }),
  masks: { kvm: ["qemuDomainMigratePerform", 2097151] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigrateFinish = procedure({
  number: 63,
  wire: "DOMAIN_MIGRATE_FINISH",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ dname: string, cookie: opaque(4194304), uri: string, flags: uhyper }),
  ret: struct({ ddom: Domain }),
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigratePrepare2 = procedure({
  number: 108,
  wire: "DOMAIN_MIGRATE_PREPARE2",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate", "domain:start", "domain:write"],
  args: struct({
    uri_in: optional(string),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper,
    dom_xml: string
  }),
  ret: struct({ cookie: opaque(4194304), uri_out: optional(string) }),
  masks: { kvm: ["qemuDomainMigratePrepare2", 2097151] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigrateFinish2 = procedure({
  number: 109,
  wire: "DOMAIN_MIGRATE_FINISH2",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ dname: string, cookie: opaque(4194304), uri: string, flags: uhyper, retcode: int }),
  ret: struct({ ddom: Domain }),
  masks: { kvm: ["qemuDomainMigrateFinish2", 2097151] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigratePrepareTunnel = procedure({
  number: 148,
  wire: "DOMAIN_MIGRATE_PREPARE_TUNNEL",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate", "domain:start", "domain:write"],
  args: struct({ flags: uhyper, dname: optional(string), resource: uhyper, dom_xml: string }),
  stream: "client-to-server",
  masks: { kvm: ["qemuDomainMigratePrepareTunnel", 2097151] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigrateSetMaxDowntime = procedure({
  number: 166,
  wire: "DOMAIN_MIGRATE_SET_MAX_DOWNTIME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainMigrateSetMaxDowntime",
  since: "0.8.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ dom: Domain, downtime: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainMigrateSetMaxDowntime", 0] }
});
var domainMigrateSetMaxSpeed = procedure({
  number: 207,
  wire: "DOMAIN_MIGRATE_SET_MAX_SPEED",
  kind: "call",
  family: "hypervisor",
  api: "virDomainMigrateSetMaxSpeed",
  since: "0.9.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ dom: Domain, bandwidth: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainMigrateSetMaxSpeed", 1] }
});
var domainMigrateBegin3 = procedure({
  number: 213,
  wire: "DOMAIN_MIGRATE_BEGIN3",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({
    dom: Domain,
    xmlin: optional(string),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper
  }),
  ret: struct({ cookie_out: opaque(4194304), xml: string }),
  masks: { kvm: ["qemuDomainMigrateBegin3", 2097151] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigratePrepare3 = procedure({
  number: 214,
  wire: "DOMAIN_MIGRATE_PREPARE3",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate", "domain:start", "domain:write"],
  args: struct({
    cookie_in: opaque(4194304),
    uri_in: optional(string),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper,
    dom_xml: string
  }),
  ret: struct({ cookie_out: opaque(4194304), uri_out: optional(string) }),
  masks: { kvm: ["qemuDomainMigratePrepare3", 2097151] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigratePrepareTunnel3 = procedure({
  number: 215,
  wire: "DOMAIN_MIGRATE_PREPARE_TUNNEL3",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate", "domain:start", "domain:write"],
  args: struct({
    cookie_in: opaque(4194304),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper,
    dom_xml: string
  }),
  ret: struct({ cookie_out: opaque(4194304) }),
  stream: "client-to-server",
  masks: { kvm: ["qemuDomainMigratePrepareTunnel3", 2097151] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigratePerform3 = procedure({
  number: 216,
  wire: "DOMAIN_MIGRATE_PERFORM3",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({
    dom: Domain,
    xmlin: optional(string),
    cookie_in: opaque(4194304),
    dconnuri: optional(string),
    uri: optional(string),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper
  }),
  ret: struct({ cookie_out: opaque(4194304) }),
  masks: { kvm: ["qemuDomainMigratePerform3", 2097151] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigrateFinish3 = procedure({
  number: 217,
  wire: "DOMAIN_MIGRATE_FINISH3",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({
    dname: string,
    cookie_in: opaque(4194304),
    dconnuri: optional(string),
    uri: optional(string),
    flags: uhyper,
    cancelled: int
  }),
  ret: struct({ dom: Domain, cookie_out: opaque(4194304) }),
  masks: { kvm: ["qemuDomainMigrateFinish3", 2097151] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigrateConfirm3 = procedure({
  number: 218,
  wire: "DOMAIN_MIGRATE_CONFIRM3",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ dom: Domain, cookie_in: opaque(4194304), flags: uhyper, cancelled: int }),
  masks: { kvm: ["qemuDomainMigrateConfirm3", 2097151] }
});
var domainMigrateGetMaxSpeed = procedure({
  number: 242,
  wire: "DOMAIN_MIGRATE_GET_MAX_SPEED",
  kind: "call",
  family: "hypervisor",
  api: "virDomainMigrateGetMaxSpeed",
  since: "0.9.5",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ bandwidth: uhyper }),
  masks: { kvm: ["qemuDomainMigrateGetMaxSpeed", 1] },
  checks: [["bandwidth", "nonnull"]]
});
var domainMigrateGetCompressionCache = procedure({
  number: 299,
  wire: "DOMAIN_MIGRATE_GET_COMPRESSION_CACHE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainMigrateGetCompressionCache",
  since: "1.0.3",
  priority: "low",
  readOnly: true,
  acl: ["domain:migrate"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ cacheSize: uhyper }),
  masks: { kvm: ["qemuDomainMigrateGetCompressionCache", 0] },
  checks: [["cacheSize", "nonnull"]]
});
var domainMigrateSetCompressionCache = procedure({
  number: 300,
  wire: "DOMAIN_MIGRATE_SET_COMPRESSION_CACHE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainMigrateSetCompressionCache",
  since: "1.0.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ dom: Domain, cacheSize: uhyper, flags: uint }),
  masks: { kvm: ["qemuDomainMigrateSetCompressionCache", 0] }
});
var domainMigrateBegin3Params = procedure({
  number: 302,
  wire: "DOMAIN_MIGRATE_BEGIN3_PARAMS",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ dom: Domain, params: array(typedParam, 64), flags: uint }),
  ret: struct({ cookie_out: opaque(4194304), xml: string }),
  masks: { kvm: ["qemuDomainMigrateBegin3Params", 2097151], libxl: ["libxlDomainMigrateBegin3Params", 319] },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigratePrepare3Params = procedure({
  number: 303,
  wire: "DOMAIN_MIGRATE_PREPARE3_PARAMS",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate", "domain:start", "domain:write"],
  args: struct({ params: array(typedParam, 64), cookie_in: opaque(4194304), flags: uint }),
  ret: struct({ cookie_out: opaque(4194304), uri_out: optional(string) }),
  masks: {
    kvm: ["qemuDomainMigratePrepare3Params", 2097151],
    libxl: ["libxlDomainMigratePrepare3Params", 319]
  },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigratePrepareTunnel3Params = procedure({
  number: 304,
  wire: "DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate", "domain:start", "domain:write"],
  args: struct({ params: array(typedParam, 64), cookie_in: opaque(4194304), flags: uint }),
  ret: struct({ cookie_out: opaque(4194304) }),
  stream: "client-to-server",
  masks: {
    kvm: ["qemuDomainMigratePrepareTunnel3Params", 2097151],
    libxl: ["libxlDomainMigratePrepareTunnel3Params", 319]
  },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigratePerform3Params = procedure({
  number: 305,
  wire: "DOMAIN_MIGRATE_PERFORM3_PARAMS",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({
    dom: Domain,
    dconnuri: optional(string),
    params: array(typedParam, 64),
    cookie_in: opaque(4194304),
    flags: uint
  }),
  ret: struct({ cookie_out: opaque(4194304) }),
  masks: {
    kvm: ["qemuDomainMigratePerform3Params", 2097151],
    libxl: ["libxlDomainMigratePerform3Params", 319]
  },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigrateFinish3Params = procedure({
  number: 306,
  wire: "DOMAIN_MIGRATE_FINISH3_PARAMS",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ params: array(typedParam, 64), cookie_in: opaque(4194304), flags: uint, cancelled: int }),
  ret: struct({ dom: Domain, cookie_out: opaque(4194304) }),
  masks: {
    kvm: ["qemuDomainMigrateFinish3Params", 2097151],
    libxl: ["libxlDomainMigrateFinish3Params", 319]
  },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigrateConfirm3Params = procedure({
  number: 307,
  wire: "DOMAIN_MIGRATE_CONFIRM3_PARAMS",
  kind: "call",
  family: "hypervisor",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({
    dom: Domain,
    params: array(typedParam, 64),
    cookie_in: opaque(4194304),
    flags: uint,
    cancelled: int
  }),
  masks: {
    kvm: ["qemuDomainMigrateConfirm3Params", 2097151],
    libxl: ["libxlDomainMigrateConfirm3Params", 319]
  },
  checks: [["dname", "nonempty-if-set"]]
});
var domainMigrateStartPostCopy = procedure({
  number: 364,
  wire: "DOMAIN_MIGRATE_START_POST_COPY",
  kind: "call",
  family: "hypervisor",
  api: "virDomainMigrateStartPostCopy",
  since: "1.3.3",
  priority: "low",
  readOnly: false,
  acl: ["domain:migrate"],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ["qemuDomainMigrateStartPostCopy", 0] }
});
var domainMigrateGetMaxDowntime = procedure({
  number: 387,
  wire: "DOMAIN_MIGRATE_GET_MAX_DOWNTIME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainMigrateGetMaxDowntime",
  since: "3.7.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:migrate"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ downtime: uhyper }),
  masks: { kvm: ["qemuDomainMigrateGetMaxDowntime", 0] },
  checks: [["downtime", "nonnull"]]
});

// dist/schemas/rpc/remote/network.js
var network_exports = {};
__export(network_exports, {
  connectListAllNetworks: () => connectListAllNetworks,
  connectListDefinedNetworks: () => connectListDefinedNetworks,
  connectListNetworks: () => connectListNetworks,
  connectNumOfDefinedNetworks: () => connectNumOfDefinedNetworks,
  connectNumOfNetworks: () => connectNumOfNetworks,
  networkCreate: () => networkCreate,
  networkCreateXML: () => networkCreateXML,
  networkCreateXMLFlags: () => networkCreateXMLFlags,
  networkDefineXML: () => networkDefineXML,
  networkDefineXMLFlags: () => networkDefineXMLFlags,
  networkDestroy: () => networkDestroy,
  networkGetAutostart: () => networkGetAutostart,
  networkGetBridgeName: () => networkGetBridgeName,
  networkGetDHCPLeases: () => networkGetDHCPLeases,
  networkGetMetadata: () => networkGetMetadata,
  networkGetXMLDesc: () => networkGetXMLDesc,
  networkIsActive: () => networkIsActive,
  networkIsPersistent: () => networkIsPersistent,
  networkListAllPorts: () => networkListAllPorts,
  networkLookupByName: () => networkLookupByName,
  networkLookupByUUID: () => networkLookupByUUID,
  networkPortCreateXML: () => networkPortCreateXML,
  networkPortDelete: () => networkPortDelete,
  networkPortGetParameters: () => networkPortGetParameters,
  networkPortGetXMLDesc: () => networkPortGetXMLDesc,
  networkPortLookupByUUID: () => networkPortLookupByUUID,
  networkPortSetParameters: () => networkPortSetParameters,
  networkSetAutostart: () => networkSetAutostart,
  networkSetMetadata: () => networkSetMetadata,
  networkUndefine: () => networkUndefine,
  networkUpdate: () => networkUpdate
});
var connectListDefinedNetworks = procedure({
  number: 36,
  wire: "CONNECT_LIST_DEFINED_NETWORKS",
  kind: "call",
  family: "network",
  api: "virConnectListDefinedNetworks",
  since: "0.2.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_networks"],
  aclFilter: ["network:getattr"],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: {
    host: ["networkConnectListDefinedNetworks", null],
    test: ["testConnectListDefinedNetworks", null]
  },
  checks: [["maxnames", ">=0"]]
});
var connectListNetworks = procedure({
  number: 38,
  wire: "CONNECT_LIST_NETWORKS",
  kind: "call",
  family: "network",
  api: "virConnectListNetworks",
  since: "0.2.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_networks"],
  aclFilter: ["network:getattr"],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ["networkConnectListNetworks", null], test: ["testConnectListNetworks", null] },
  checks: [["maxnames", ">=0"]]
});
var networkCreate = procedure({
  number: 39,
  wire: "NETWORK_CREATE",
  kind: "call",
  family: "network",
  api: "virNetworkCreate",
  since: "0.2.0",
  priority: "low",
  readOnly: false,
  acl: ["network:start"],
  args: struct({ net: Network }),
  masks: { host: ["networkCreate", null], test: ["testNetworkCreate", null] }
});
var networkCreateXML = procedure({
  number: 40,
  wire: "NETWORK_CREATE_XML",
  kind: "call",
  family: "network",
  api: "virNetworkCreateXML",
  since: "0.2.0",
  priority: "low",
  readOnly: false,
  acl: ["network:write", "network:start"],
  args: struct({ xml: string }),
  ret: struct({ net: Network }),
  masks: { host: ["networkCreateXML", null], test: ["testNetworkCreateXML", null] },
  checks: [["xmlDesc", "nonnull"]]
});
var networkDefineXML = procedure({
  number: 41,
  wire: "NETWORK_DEFINE_XML",
  kind: "call",
  family: "network",
  api: "virNetworkDefineXML",
  since: "0.2.0",
  priority: "high",
  readOnly: false,
  acl: ["network:write", "network:save"],
  args: struct({ xml: string }),
  ret: struct({ net: Network }),
  masks: { host: ["networkDefineXML", null], test: ["testNetworkDefineXML", null] },
  checks: [["xml", "nonnull"]]
});
var networkDestroy = procedure({
  number: 42,
  wire: "NETWORK_DESTROY",
  kind: "call",
  family: "network",
  api: "virNetworkDestroy",
  since: "0.2.0",
  priority: "high",
  readOnly: false,
  acl: ["network:stop"],
  args: struct({ net: Network }),
  masks: { host: ["networkDestroy", null], test: ["testNetworkDestroy", null] }
});
var networkGetXMLDesc = procedure({
  number: 43,
  wire: "NETWORK_GET_XML_DESC",
  kind: "call",
  family: "network",
  api: "virNetworkGetXMLDesc",
  since: "0.2.0",
  priority: "high",
  readOnly: true,
  acl: ["network:read"],
  args: struct({ net: Network, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ["networkGetXMLDesc", 1], test: ["testNetworkGetXMLDesc", 0] }
});
var networkGetAutostart = procedure({
  number: 44,
  wire: "NETWORK_GET_AUTOSTART",
  kind: "call",
  family: "network",
  api: "virNetworkGetAutostart",
  since: "0.2.1",
  priority: "high",
  readOnly: true,
  acl: ["network:read"],
  args: struct({ net: Network }),
  ret: struct({ autostart: int }),
  masks: { host: ["networkGetAutostart", null], test: ["testNetworkGetAutostart", null] },
  checks: [["autostart", "nonnull"]]
});
var networkGetBridgeName = procedure({
  number: 45,
  wire: "NETWORK_GET_BRIDGE_NAME",
  kind: "call",
  family: "network",
  api: "virNetworkGetBridgeName",
  since: "0.2.0",
  priority: "high",
  readOnly: true,
  acl: ["network:read"],
  args: struct({ net: Network }),
  ret: struct({ name: string }),
  masks: { host: ["networkGetBridgeName", null], test: ["testNetworkGetBridgeName", null] }
});
var networkLookupByName = procedure({
  number: 46,
  wire: "NETWORK_LOOKUP_BY_NAME",
  kind: "call",
  family: "network",
  api: "virNetworkLookupByName",
  since: "0.2.0",
  priority: "high",
  readOnly: true,
  acl: ["network:getattr"],
  args: struct({ name: string }),
  ret: struct({ net: Network }),
  masks: { host: ["networkLookupByName", null], test: ["testNetworkLookupByName", null] },
  checks: [["name", "nonnull"]]
});
var networkLookupByUUID = procedure({
  number: 47,
  wire: "NETWORK_LOOKUP_BY_UUID",
  kind: "call",
  family: "network",
  api: "virNetworkLookupByUUID",
  since: "0.2.0",
  priority: "high",
  readOnly: true,
  acl: ["network:getattr"],
  args: struct({ uuid }),
  ret: struct({ net: Network }),
  masks: { host: ["networkLookupByUUID", null], test: ["testNetworkLookupByUUID", null] },
  checks: [["uuid", "nonnull"]]
});
var networkSetAutostart = procedure({
  number: 48,
  wire: "NETWORK_SET_AUTOSTART",
  kind: "call",
  family: "network",
  api: "virNetworkSetAutostart",
  since: "0.2.1",
  priority: "high",
  readOnly: false,
  acl: ["network:write"],
  args: struct({ net: Network, autostart: int }),
  masks: { host: ["networkSetAutostart", null], test: ["testNetworkSetAutostart", null] }
});
var networkUndefine = procedure({
  number: 49,
  wire: "NETWORK_UNDEFINE",
  kind: "call",
  family: "network",
  api: "virNetworkUndefine",
  since: "0.2.0",
  priority: "high",
  readOnly: false,
  acl: ["network:delete"],
  args: struct({ net: Network }),
  masks: { host: ["networkUndefine", null], test: ["testNetworkUndefine", null] }
});
var connectNumOfDefinedNetworks = procedure({
  number: 50,
  wire: "CONNECT_NUM_OF_DEFINED_NETWORKS",
  kind: "call",
  family: "network",
  api: "virConnectNumOfDefinedNetworks",
  since: "0.2.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_networks"],
  aclFilter: ["network:getattr"],
  ret: struct({ num: int }),
  masks: {
    host: ["networkConnectNumOfDefinedNetworks", null],
    test: ["testConnectNumOfDefinedNetworks", null]
  }
});
var connectNumOfNetworks = procedure({
  number: 52,
  wire: "CONNECT_NUM_OF_NETWORKS",
  kind: "call",
  family: "network",
  api: "virConnectNumOfNetworks",
  since: "0.2.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_networks"],
  aclFilter: ["network:getattr"],
  ret: struct({ num: int }),
  masks: { host: ["networkConnectNumOfNetworks", null], test: ["testConnectNumOfNetworks", null] }
});
var networkIsActive = procedure({
  number: 152,
  wire: "NETWORK_IS_ACTIVE",
  kind: "call",
  family: "network",
  api: "virNetworkIsActive",
  since: "0.7.3",
  priority: "high",
  readOnly: true,
  acl: ["network:read"],
  args: struct({ net: Network }),
  ret: struct({ active: int }),
  masks: { host: ["networkIsActive", null], test: ["testNetworkIsActive", null] }
});
var networkIsPersistent = procedure({
  number: 153,
  wire: "NETWORK_IS_PERSISTENT",
  kind: "call",
  family: "network",
  api: "virNetworkIsPersistent",
  since: "0.7.3",
  priority: "high",
  readOnly: true,
  acl: ["network:read"],
  args: struct({ net: Network }),
  ret: struct({ persistent: int }),
  masks: { host: ["networkIsPersistent", null], test: ["testNetworkIsPersistent", null] }
});
var connectListAllNetworks = procedure({
  number: 283,
  wire: "CONNECT_LIST_ALL_NETWORKS",
  kind: "call",
  family: "network",
  api: "virConnectListAllNetworks",
  since: "0.10.2",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_networks"],
  aclFilter: ["network:getattr"],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ nets: array(Network, 16384), ret: uint }),
  masks: { host: ["networkConnectListAllNetworks", 63], test: ["testConnectListAllNetworks", 63] }
});
var networkUpdate = procedure({
  number: 291,
  wire: "NETWORK_UPDATE",
  kind: "call",
  family: "network",
  api: "virNetworkUpdate",
  since: "0.10.2",
  priority: "high",
  readOnly: false,
  acl: [
    "network:write",
    "network:save:unless_flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE",
    "network:save:if_flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG"
  ],
  args: struct({ net: Network, command: uint, section: uint, parentIndex: int, xml: string, flags: uint }),
  masks: { host: ["networkUpdate", 3], test: ["testNetworkUpdate", 3] },
  checks: [["xml", "nonnull"]]
});
var networkGetDHCPLeases = procedure({
  number: 341,
  wire: "NETWORK_GET_DHCP_LEASES",
  kind: "call",
  family: "network",
  api: "virNetworkGetDHCPLeases",
  since: "1.2.6",
  priority: "low",
  readOnly: true,
  acl: ["network:read"],
  args: struct({ net: Network, mac: optional(string), need_results: int, flags: uint }),
  ret: struct({
    leases: array(struct({
      iface: string,
      expirytime: hyper,
      type: int,
      mac: optional(string),
      iaid: optional(string),
      ipaddr: string,
      prefix: uint,
      hostname: optional(string),
      clientid: optional(string)
    }), 65536),
    ret: uint
  }),
  masks: { host: ["networkGetDHCPLeases", 0] }
});
var networkListAllPorts = procedure({
  number: 404,
  wire: "NETWORK_LIST_ALL_PORTS",
  kind: "call",
  family: "network",
  api: "virNetworkListAllPorts",
  since: "5.5.0",
  priority: "high",
  readOnly: true,
  acl: ["network:search_ports"],
  aclFilter: ["network_port:getattr"],
  args: struct({ network: Network, need_results: int, flags: uint }),
  ret: struct({ ports: array(NetworkPort, 16384), ret: uint }),
  masks: { host: ["networkListAllPorts", 0] }
});
var networkPortLookupByUUID = procedure({
  number: 405,
  wire: "NETWORK_PORT_LOOKUP_BY_UUID",
  kind: "call",
  family: "network",
  api: "virNetworkPortLookupByUUID",
  since: "5.5.0",
  priority: "high",
  readOnly: true,
  acl: ["network_port:getattr"],
  args: struct({ network: Network, uuid }),
  ret: struct({ port: NetworkPort }),
  masks: { host: ["networkPortLookupByUUID", null] },
  checks: [["uuid", "nonnull"]]
});
var networkPortCreateXML = procedure({
  number: 406,
  wire: "NETWORK_PORT_CREATE_XML",
  kind: "call",
  family: "network",
  api: "virNetworkPortCreateXML",
  since: "5.5.0",
  priority: "low",
  readOnly: false,
  acl: ["network_port:create"],
  args: struct({ network: Network, xml: string, flags: uint }),
  ret: struct({ port: NetworkPort }),
  masks: { host: ["networkPortCreateXML", 3] },
  checks: [["xmldesc", "nonnull"]]
});
var networkPortGetParameters = procedure({
  number: 407,
  wire: "NETWORK_PORT_GET_PARAMETERS",
  kind: "call",
  family: "network",
  api: "virNetworkPortGetParameters",
  since: "5.5.0",
  priority: "low",
  readOnly: true,
  acl: ["network_port:read"],
  args: struct({ port: NetworkPort, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { host: ["networkPortGetParameters", 0] },
  checks: [
    ["nparams", "nonnull"],
    ["*nparams", ">=0"]
  ]
});
var networkPortSetParameters = procedure({
  number: 408,
  wire: "NETWORK_PORT_SET_PARAMETERS",
  kind: "call",
  family: "network",
  api: "virNetworkPortSetParameters",
  since: "5.5.0",
  priority: "low",
  readOnly: false,
  acl: ["network_port:write"],
  args: struct({ port: NetworkPort, params: array(typedParam, 16), flags: uint }),
  masks: { host: ["networkPortSetParameters", 0] }
});
var networkPortGetXMLDesc = procedure({
  number: 409,
  wire: "NETWORK_PORT_GET_XML_DESC",
  kind: "call",
  family: "network",
  api: "virNetworkPortGetXMLDesc",
  since: "5.5.0",
  priority: "low",
  readOnly: true,
  acl: ["network_port:read"],
  args: struct({ port: NetworkPort, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ["networkPortGetXMLDesc", 0] }
});
var networkPortDelete = procedure({
  number: 410,
  wire: "NETWORK_PORT_DELETE",
  kind: "call",
  family: "network",
  api: "virNetworkPortDelete",
  since: "5.5.0",
  priority: "low",
  readOnly: false,
  acl: ["network_port:delete"],
  args: struct({ port: NetworkPort, flags: uint }),
  masks: { host: ["networkPortDelete", 0] }
});
var networkDefineXMLFlags = procedure({
  number: 432,
  wire: "NETWORK_DEFINE_XML_FLAGS",
  kind: "call",
  family: "network",
  api: "virNetworkDefineXMLFlags",
  since: "7.7.0",
  priority: "high",
  readOnly: false,
  acl: ["network:write", "network:save"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ net: Network }),
  masks: { host: ["networkDefineXMLFlags", 1], test: ["testNetworkDefineXMLFlags", 1] },
  checks: [["xml", "nonnull"]]
});
var networkCreateXMLFlags = procedure({
  number: 437,
  wire: "NETWORK_CREATE_XML_FLAGS",
  kind: "call",
  family: "network",
  api: "virNetworkCreateXMLFlags",
  since: "7.8.0",
  priority: "high",
  readOnly: false,
  acl: ["network:write", "network:start"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ net: Network }),
  masks: { host: ["networkCreateXMLFlags", 1], test: ["testNetworkCreateXMLFlags", 1] },
  checks: [["xmlDesc", "nonnull"]]
});
var networkSetMetadata = procedure({
  number: 444,
  wire: "NETWORK_SET_METADATA",
  kind: "call",
  family: "network",
  api: "virNetworkSetMetadata",
  since: "9.7.0",
  priority: "low",
  readOnly: false,
  acl: [
    "network:write",
    "network:save:unless_flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE",
    "network:save:if_flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG"
  ],
  args: struct({
    network: Network,
    type: int,
    metadata: optional(string),
    key: optional(string),
    uri: optional(string),
    flags: uint
  }),
  masks: { host: ["networkSetMetadata", 3], test: ["testNetworkSetMetadata", 3] },
  checks: [
    ["uri", "nonnull"],
    ["key", "nonnull"]
  ]
});
var networkGetMetadata = procedure({
  number: 445,
  wire: "NETWORK_GET_METADATA",
  kind: "call",
  family: "network",
  api: "virNetworkGetMetadata",
  since: "9.7.0",
  priority: "low",
  readOnly: true,
  acl: ["network:read"],
  args: struct({ network: Network, type: int, uri: optional(string), flags: uint }),
  ret: struct({ metadata: string }),
  masks: { host: ["networkGetMetadata", 3], test: ["testNetworkGetMetadata", 3] },
  exclusive: [
    [
      ["VIR_NETWORK_UPDATE_AFFECT_LIVE", 1],
      ["VIR_NETWORK_UPDATE_AFFECT_CONFIG", 2]
    ]
  ],
  checks: [["uri", "nonnull"]]
});

// dist/schemas/rpc/remote/node.js
var node_exports = {};
__export(node_exports, {
  nodeAllocPages: () => nodeAllocPages,
  nodeGetCPUMap: () => nodeGetCPUMap,
  nodeGetCPUStats: () => nodeGetCPUStats,
  nodeGetCellsFreeMemory: () => nodeGetCellsFreeMemory,
  nodeGetFreeMemory: () => nodeGetFreeMemory,
  nodeGetFreePages: () => nodeGetFreePages,
  nodeGetInfo: () => nodeGetInfo,
  nodeGetMemoryParameters: () => nodeGetMemoryParameters,
  nodeGetMemoryStats: () => nodeGetMemoryStats,
  nodeGetSEVInfo: () => nodeGetSEVInfo,
  nodeGetSecurityModel: () => nodeGetSecurityModel,
  nodeSetMemoryParameters: () => nodeSetMemoryParameters,
  nodeSuspendForDuration: () => nodeSuspendForDuration
});
var nodeGetInfo = procedure({
  number: 6,
  wire: "NODE_GET_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetInfo",
  since: "0.1.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  ret: struct({
    model: chars(32),
    memory: uhyper,
    cpus: int,
    mhz: int,
    nodes: int,
    sockets: int,
    cores: int,
    threads: int
  }),
  masks: {
    kvm: ["qemuNodeGetInfo", null],
    libxl: ["libxlNodeGetInfo", null],
    test: ["testNodeGetInfo", null]
  },
  checks: [["info", "nonnull"]]
});
var nodeGetCellsFreeMemory = procedure({
  number: 101,
  wire: "NODE_GET_CELLS_FREE_MEMORY",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetCellsFreeMemory",
  since: "0.3.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ startCell: int, maxcells: int }),
  ret: struct({ cells: array(uhyper, 1024) }),
  masks: {
    kvm: ["qemuNodeGetCellsFreeMemory", null],
    libxl: ["libxlNodeGetCellsFreeMemory", null],
    test: ["testNodeGetCellsFreeMemory", null]
  },
  checks: [
    ["maxCells", ">0"],
    ["startCell", ">=0"]
  ]
});
var nodeGetFreeMemory = procedure({
  number: 102,
  wire: "NODE_GET_FREE_MEMORY",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetFreeMemory",
  since: "0.3.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  ret: struct({ freeMem: uhyper }),
  masks: {
    kvm: ["qemuNodeGetFreeMemory", null],
    libxl: ["libxlNodeGetFreeMemory", null],
    test: ["testNodeGetFreeMemory", null]
  }
});
var nodeGetSecurityModel = procedure({
  number: 122,
  wire: "NODE_GET_SECURITY_MODEL",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetSecurityModel",
  since: "0.6.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  ret: struct({ model: charArray(257), doi: charArray(257) }),
  masks: {
    kvm: ["qemuNodeGetSecurityModel", null],
    libxl: ["libxlNodeGetSecurityModel", null],
    test: ["testNodeGetSecurityModel", null]
  },
  checks: [["secmodel", "nonnull"]]
});
var nodeGetCPUStats = procedure({
  number: 227,
  wire: "NODE_GET_CPU_STATS",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetCPUStats",
  since: "0.9.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ cpuNum: int, nparams: int, flags: uint }),
  ret: struct({ params: array(struct({ field: string, value: uhyper }), 16), nparams: int }),
  masks: { kvm: ["qemuNodeGetCPUStats", 0], test: ["testNodeGetCPUStats", 0] },
  checks: [
    ["nparams", "nonnull"],
    ["*nparams", ">=0"]
  ]
});
var nodeGetMemoryStats = procedure({
  number: 228,
  wire: "NODE_GET_MEMORY_STATS",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetMemoryStats",
  since: "0.9.3",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ nparams: int, cellNum: int, flags: uint }),
  ret: struct({ params: array(struct({ field: string, value: uhyper }), 16), nparams: int }),
  masks: { kvm: ["qemuNodeGetMemoryStats", 0] },
  checks: [
    ["nparams", "nonnull"],
    ["*nparams", ">=0"]
  ]
});
var nodeSuspendForDuration = procedure({
  number: 250,
  wire: "NODE_SUSPEND_FOR_DURATION",
  kind: "call",
  family: "hypervisor",
  api: "virNodeSuspendForDuration",
  since: "0.9.8",
  priority: "low",
  readOnly: false,
  acl: ["connect:pm_control"],
  args: struct({ target: uint, duration: uhyper, flags: uint }),
  masks: { kvm: ["qemuNodeSuspendForDuration", 0] }
});
var nodeSetMemoryParameters = procedure({
  number: 288,
  wire: "NODE_SET_MEMORY_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virNodeSetMemoryParameters",
  since: "0.10.2",
  priority: "low",
  readOnly: false,
  acl: ["connect:write"],
  args: struct({ params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ["qemuNodeSetMemoryParameters", 0] },
  checks: [
    ["params", "nonnull"],
    ["nparams", ">=0"]
  ]
});
var nodeGetMemoryParameters = procedure({
  number: 289,
  wire: "NODE_GET_MEMORY_PARAMETERS",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetMemoryParameters",
  since: "0.10.2",
  priority: "low",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 64), nparams: int }),
  masks: { kvm: ["qemuNodeGetMemoryParameters", 4] },
  checks: [
    ["nparams", "nonnull"],
    ["params", "nonnull"],
    ["*nparams", ">=0"]
  ],
  stringOkay: true
});
var nodeGetCPUMap = procedure({
  number: 293,
  wire: "NODE_GET_CPU_MAP",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetCPUMap",
  since: "1.0.0",
  priority: "low",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ need_map: int, need_online: int, flags: uint }),
  ret: struct({ cpumap: opaque(2048), online: uint, ret: int }),
  masks: { kvm: ["qemuNodeGetCPUMap", 0], test: ["testNodeGetCPUMap", 0] }
});
var nodeGetFreePages = procedure({
  number: 340,
  wire: "NODE_GET_FREE_PAGES",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetFreePages",
  since: "1.2.6",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ pages: array(uint, 1024), startCell: int, cellCount: uint, flags: uint }),
  ret: struct({ counts: array(uhyper, 1024) }),
  masks: { kvm: ["qemuNodeGetFreePages", 0], test: ["testNodeGetFreePages", 0] },
  checks: [
    ["pages", "nonnull"],
    ["counts", "nonnull"],
    ["npages", "!=0"],
    ["cellCount", "!=0"]
  ]
});
var nodeAllocPages = procedure({
  number: 347,
  wire: "NODE_ALLOC_PAGES",
  kind: "call",
  family: "hypervisor",
  api: "virNodeAllocPages",
  since: "1.2.9",
  priority: "low",
  readOnly: false,
  acl: ["connect:write"],
  args: struct({
    pageSizes: array(uint, 1024),
    pageCounts: array(uhyper, 1024),
    startCell: int,
    cellCount: uint,
    flags: uint
  }),
  ret: struct({ ret: int }),
  masks: { kvm: ["qemuNodeAllocPages", 1] },
  checks: [
    ["pageSizes", "nonnull"],
    ["pageCounts", "nonnull"],
    ["npages", "!=0"],
    ["cellCount", "!=0"]
  ]
});
var nodeGetSEVInfo = procedure({
  number: 395,
  wire: "NODE_GET_SEV_INFO",
  kind: "call",
  family: "hypervisor",
  api: "virNodeGetSEVInfo",
  since: "4.5.0",
  priority: "low",
  readOnly: false,
  acl: ["connect:read"],
  args: struct({ nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 64), nparams: int }),
  masks: { kvm: ["qemuNodeGetSEVInfo", 4] },
  checks: [
    ["nparams", "nonnull"],
    ["*nparams", ">=0"]
  ],
  stringOkay: true
});

// dist/schemas/rpc/remote/nodedev.js
var nodedev_exports = {};
__export(nodedev_exports, {
  connectListAllNodeDevices: () => connectListAllNodeDevices,
  nodeDeviceCreate: () => nodeDeviceCreate,
  nodeDeviceCreateXML: () => nodeDeviceCreateXML,
  nodeDeviceDefineXML: () => nodeDeviceDefineXML,
  nodeDeviceDestroy: () => nodeDeviceDestroy,
  nodeDeviceDetachFlags: () => nodeDeviceDetachFlags,
  nodeDeviceDettach: () => nodeDeviceDettach,
  nodeDeviceGetAutostart: () => nodeDeviceGetAutostart,
  nodeDeviceGetParent: () => nodeDeviceGetParent,
  nodeDeviceGetXMLDesc: () => nodeDeviceGetXMLDesc,
  nodeDeviceIsActive: () => nodeDeviceIsActive,
  nodeDeviceIsPersistent: () => nodeDeviceIsPersistent,
  nodeDeviceListCaps: () => nodeDeviceListCaps,
  nodeDeviceLookupByName: () => nodeDeviceLookupByName,
  nodeDeviceLookupSCSIHostByWWN: () => nodeDeviceLookupSCSIHostByWWN,
  nodeDeviceNumOfCaps: () => nodeDeviceNumOfCaps,
  nodeDeviceReAttach: () => nodeDeviceReAttach,
  nodeDeviceReset: () => nodeDeviceReset,
  nodeDeviceSetAutostart: () => nodeDeviceSetAutostart,
  nodeDeviceUndefine: () => nodeDeviceUndefine,
  nodeDeviceUpdate: () => nodeDeviceUpdate,
  nodeListDevices: () => nodeListDevices,
  nodeNumOfDevices: () => nodeNumOfDevices
});
var nodeNumOfDevices = procedure({
  number: 111,
  wire: "NODE_NUM_OF_DEVICES",
  kind: "call",
  family: "nodedev",
  api: "virNodeNumOfDevices",
  since: "0.5.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_node_devices"],
  aclFilter: ["node_device:getattr"],
  args: struct({ cap: optional(string), flags: uint }),
  ret: struct({ num: int }),
  masks: { host: ["nodeNumOfDevices", 0], test: ["testNodeNumOfDevices", 0] }
});
var nodeListDevices = procedure({
  number: 112,
  wire: "NODE_LIST_DEVICES",
  kind: "call",
  family: "nodedev",
  api: "virNodeListDevices",
  since: "0.5.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_node_devices"],
  aclFilter: ["node_device:getattr"],
  args: struct({ cap: optional(string), maxnames: int, flags: uint }),
  ret: struct({ names: array(string, 65536) }),
  masks: { host: ["nodeListDevices", 0], test: ["testNodeListDevices", 0] },
  checks: [["maxnames", ">=0"]]
});
var nodeDeviceLookupByName = procedure({
  number: 113,
  wire: "NODE_DEVICE_LOOKUP_BY_NAME",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceLookupByName",
  since: "0.5.0",
  priority: "high",
  readOnly: true,
  acl: ["node_device:getattr"],
  args: struct({ name: string }),
  ret: struct({ dev: NodeDevice }),
  masks: { host: ["nodeDeviceLookupByName", null], test: ["testNodeDeviceLookupByName", null] },
  checks: [["name", "nonnull"]]
});
var nodeDeviceGetXMLDesc = procedure({
  number: 114,
  wire: "NODE_DEVICE_GET_XML_DESC",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceGetXMLDesc",
  since: "0.5.0",
  priority: "low",
  readOnly: true,
  acl: ["node_device:read"],
  args: struct({ name: string, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ["nodeDeviceGetXMLDesc", 1], test: ["testNodeDeviceGetXMLDesc", 1] }
});
var nodeDeviceGetParent = procedure({
  number: 115,
  wire: "NODE_DEVICE_GET_PARENT",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceGetParent",
  since: "0.5.0",
  priority: "high",
  readOnly: true,
  acl: ["node_device:read"],
  args: struct({ name: string }),
  ret: struct({ parentName: optional(string) }),
  masks: { host: ["nodeDeviceGetParent", null], test: ["testNodeDeviceGetParent", null] }
});
var nodeDeviceNumOfCaps = procedure({
  number: 116,
  wire: "NODE_DEVICE_NUM_OF_CAPS",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceNumOfCaps",
  since: "0.5.0",
  priority: "high",
  readOnly: true,
  acl: ["node_device:read"],
  args: struct({ name: string }),
  ret: struct({ num: int }),
  masks: { host: ["nodeDeviceNumOfCaps", null], test: ["testNodeDeviceNumOfCaps", null] }
});
var nodeDeviceListCaps = procedure({
  number: 117,
  wire: "NODE_DEVICE_LIST_CAPS",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceListCaps",
  since: "0.5.0",
  priority: "high",
  readOnly: true,
  acl: ["node_device:read"],
  args: struct({ name: string, maxnames: int }),
  ret: struct({ names: array(string, 65536) }),
  masks: { host: ["nodeDeviceListCaps", null], test: ["testNodeDeviceListCaps", null] },
  checks: [["maxnames", ">=0"]]
});
var nodeDeviceDettach = procedure({
  number: 118,
  wire: "NODE_DEVICE_DETTACH",
  kind: "call",
  family: "hypervisor",
  api: "virNodeDeviceDettach",
  since: "0.6.1",
  priority: "low",
  readOnly: false,
  acl: ["node_device:detach"],
  args: struct({ name: string }),
  masks: { kvm: ["qemuNodeDeviceDettach", null], libxl: ["libxlNodeDeviceDettach", null] }
});
var nodeDeviceReAttach = procedure({
  number: 119,
  wire: "NODE_DEVICE_RE_ATTACH",
  kind: "call",
  family: "hypervisor",
  api: "virNodeDeviceReAttach",
  since: "0.6.1",
  priority: "low",
  readOnly: false,
  acl: ["node_device:detach"],
  args: struct({ name: string }),
  masks: { kvm: ["qemuNodeDeviceReAttach", null], libxl: ["libxlNodeDeviceReAttach", null] }
});
var nodeDeviceReset = procedure({
  number: 120,
  wire: "NODE_DEVICE_RESET",
  kind: "call",
  family: "hypervisor",
  api: "virNodeDeviceReset",
  since: "0.6.1",
  priority: "low",
  readOnly: false,
  acl: ["node_device:detach"],
  args: struct({ name: string }),
  masks: { kvm: ["qemuNodeDeviceReset", null], libxl: ["libxlNodeDeviceReset", null] }
});
var nodeDeviceCreateXML = procedure({
  number: 123,
  wire: "NODE_DEVICE_CREATE_XML",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceCreateXML",
  since: "0.6.3",
  priority: "low",
  readOnly: false,
  acl: ["node_device:write", "node_device:start"],
  args: struct({ xml_desc: string, flags: uint }),
  ret: struct({ dev: NodeDevice }),
  masks: { host: ["nodeDeviceCreateXML", 1], test: ["testNodeDeviceCreateXML", 1] },
  checks: [["xmlDesc", "nonnull"]]
});
var nodeDeviceDestroy = procedure({
  number: 124,
  wire: "NODE_DEVICE_DESTROY",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceDestroy",
  since: "0.6.3",
  priority: "high",
  readOnly: false,
  acl: ["node_device:stop"],
  args: struct({ name: string }),
  masks: { host: ["nodeDeviceDestroy", null], test: ["testNodeDeviceDestroy", null] }
});
var connectListAllNodeDevices = procedure({
  number: 285,
  wire: "CONNECT_LIST_ALL_NODE_DEVICES",
  kind: "call",
  family: "nodedev",
  api: "virConnectListAllNodeDevices",
  since: "0.10.2",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_node_devices"],
  aclFilter: ["node_device:getattr"],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ devices: array(NodeDevice, 65536), ret: uint }),
  masks: {
    host: ["nodeConnectListAllNodeDevices", 4043309055],
    test: ["testConnectListAllNodeDevices", 4043309055]
  }
});
var nodeDeviceLookupSCSIHostByWWN = procedure({
  number: 297,
  wire: "NODE_DEVICE_LOOKUP_SCSI_HOST_BY_WWN",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceLookupSCSIHostByWWN",
  since: "1.0.3",
  priority: "high",
  readOnly: true,
  acl: ["node_device:getattr"],
  args: struct({ wwnn: string, wwpn: string, flags: uint }),
  ret: struct({ dev: NodeDevice }),
  masks: { host: ["nodeDeviceLookupSCSIHostByWWN", 0] },
  checks: [
    ["wwnn", "nonnull"],
    ["wwpn", "nonnull"]
  ]
});
var nodeDeviceDetachFlags = procedure({
  number: 301,
  wire: "NODE_DEVICE_DETACH_FLAGS",
  kind: "call",
  family: "hypervisor",
  api: "virNodeDeviceDetachFlags",
  since: "1.0.5",
  priority: "low",
  readOnly: false,
  acl: ["node_device:detach"],
  args: struct({ name: string, driverName: optional(string), flags: uint }),
  masks: { kvm: ["qemuNodeDeviceDetachFlags", 0], libxl: ["libxlNodeDeviceDetachFlags", 0] }
});
var nodeDeviceDefineXML = procedure({
  number: 428,
  wire: "NODE_DEVICE_DEFINE_XML",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceDefineXML",
  since: "7.3.0",
  priority: "low",
  readOnly: false,
  acl: ["node_device:write", "node_device:save"],
  args: struct({ xml_desc: string, flags: uint }),
  ret: struct({ dev: NodeDevice }),
  masks: { host: ["nodeDeviceDefineXML", 1] },
  checks: [["xmlDesc", "nonnull"]]
});
var nodeDeviceUndefine = procedure({
  number: 429,
  wire: "NODE_DEVICE_UNDEFINE",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceUndefine",
  since: "7.3.0",
  priority: "high",
  readOnly: false,
  acl: ["node_device:delete"],
  args: struct({ name: string, flags: uint }),
  masks: { host: ["nodeDeviceUndefine", 0] }
});
var nodeDeviceCreate = procedure({
  number: 430,
  wire: "NODE_DEVICE_CREATE",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceCreate",
  since: "7.3.0",
  priority: "high",
  readOnly: false,
  acl: ["node_device:start"],
  args: struct({ name: string, flags: uint }),
  masks: { host: ["nodeDeviceCreate", 0] }
});
var nodeDeviceGetAutostart = procedure({
  number: 433,
  wire: "NODE_DEVICE_GET_AUTOSTART",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceGetAutostart",
  since: "7.8.0",
  priority: "high",
  readOnly: true,
  acl: ["node_device:read"],
  args: struct({ name: string }),
  ret: struct({ autostart: int }),
  masks: { host: ["nodeDeviceGetAutostart", null] }
});
var nodeDeviceSetAutostart = procedure({
  number: 434,
  wire: "NODE_DEVICE_SET_AUTOSTART",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceSetAutostart",
  since: "7.8.0",
  priority: "high",
  readOnly: false,
  acl: ["node_device:write"],
  args: struct({ name: string, autostart: int }),
  masks: { host: ["nodeDeviceSetAutostart", null] }
});
var nodeDeviceIsPersistent = procedure({
  number: 435,
  wire: "NODE_DEVICE_IS_PERSISTENT",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceIsPersistent",
  since: "7.8.0",
  priority: "high",
  readOnly: true,
  acl: ["node_device:read"],
  args: struct({ name: string }),
  ret: struct({ persistent: int }),
  masks: { host: ["nodeDeviceIsPersistent", null], test: ["testNodeDeviceIsPersistent", null] }
});
var nodeDeviceIsActive = procedure({
  number: 436,
  wire: "NODE_DEVICE_IS_ACTIVE",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceIsActive",
  since: "7.8.0",
  priority: "high",
  readOnly: true,
  acl: ["node_device:read"],
  args: struct({ name: string }),
  ret: struct({ active: int }),
  masks: { host: ["nodeDeviceIsActive", null], test: ["testNodeDeviceIsActive", null] }
});
var nodeDeviceUpdate = procedure({
  number: 447,
  wire: "NODE_DEVICE_UPDATE",
  kind: "call",
  family: "nodedev",
  api: "virNodeDeviceUpdate",
  since: "10.1.0",
  priority: "high",
  readOnly: false,
  acl: [
    "node_device:write",
    "node_device:save:unless_flags=VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG|VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE",
    "node_device:save:if_flags=VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG"
  ],
  args: struct({ name: string, xml_desc: string, flags: uint }),
  masks: { host: ["nodeDeviceUpdate", 3] },
  checks: [["xmlDesc", "nonnull"]]
});

// dist/schemas/rpc/remote/nwfilter.js
var nwfilter_exports = {};
__export(nwfilter_exports, {
  connectListAllNWFilterBindings: () => connectListAllNWFilterBindings,
  connectListAllNWFilters: () => connectListAllNWFilters,
  connectListNWFilters: () => connectListNWFilters,
  connectNumOfNWFilters: () => connectNumOfNWFilters,
  nwfilterBindingCreateXML: () => nwfilterBindingCreateXML,
  nwfilterBindingDelete: () => nwfilterBindingDelete,
  nwfilterBindingGetXMLDesc: () => nwfilterBindingGetXMLDesc,
  nwfilterBindingLookupByPortDev: () => nwfilterBindingLookupByPortDev,
  nwfilterDefineXML: () => nwfilterDefineXML,
  nwfilterDefineXMLFlags: () => nwfilterDefineXMLFlags,
  nwfilterGetXMLDesc: () => nwfilterGetXMLDesc,
  nwfilterLookupByName: () => nwfilterLookupByName,
  nwfilterLookupByUUID: () => nwfilterLookupByUUID,
  nwfilterUndefine: () => nwfilterUndefine
});
var nwfilterLookupByName = procedure({
  number: 175,
  wire: "NWFILTER_LOOKUP_BY_NAME",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterLookupByName",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["nwfilter:getattr"],
  args: struct({ name: string }),
  ret: struct({ nwfilter: NWFilter }),
  masks: { host: ["nwfilterLookupByName", null] },
  checks: [["name", "nonnull"]]
});
var nwfilterLookupByUUID = procedure({
  number: 176,
  wire: "NWFILTER_LOOKUP_BY_UUID",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterLookupByUUID",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["nwfilter:getattr"],
  args: struct({ uuid }),
  ret: struct({ nwfilter: NWFilter }),
  masks: { host: ["nwfilterLookupByUUID", null] },
  checks: [["uuid", "nonnull"]]
});
var nwfilterGetXMLDesc = procedure({
  number: 177,
  wire: "NWFILTER_GET_XML_DESC",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterGetXMLDesc",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["nwfilter:read"],
  args: struct({ nwfilter: NWFilter, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ["nwfilterGetXMLDesc", 0] }
});
var connectNumOfNWFilters = procedure({
  number: 178,
  wire: "CONNECT_NUM_OF_NWFILTERS",
  kind: "call",
  family: "nwfilter",
  api: "virConnectNumOfNWFilters",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_nwfilters"],
  aclFilter: ["nwfilter:getattr"],
  ret: struct({ num: int }),
  masks: { host: ["nwfilterConnectNumOfNWFilters", null] }
});
var connectListNWFilters = procedure({
  number: 179,
  wire: "CONNECT_LIST_NWFILTERS",
  kind: "call",
  family: "nwfilter",
  api: "virConnectListNWFilters",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_nwfilters"],
  aclFilter: ["nwfilter:getattr"],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ["nwfilterConnectListNWFilters", null] },
  checks: [["maxnames", ">=0"]]
});
var nwfilterDefineXML = procedure({
  number: 180,
  wire: "NWFILTER_DEFINE_XML",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterDefineXML",
  since: "0.8.0",
  priority: "high",
  readOnly: false,
  acl: ["nwfilter:write", "nwfilter:save"],
  args: struct({ xml: string }),
  ret: struct({ nwfilter: NWFilter }),
  masks: { host: ["nwfilterDefineXML", null] },
  checks: [["xmlDesc", "nonnull"]]
});
var nwfilterUndefine = procedure({
  number: 181,
  wire: "NWFILTER_UNDEFINE",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterUndefine",
  since: "0.8.0",
  priority: "high",
  readOnly: false,
  acl: ["nwfilter:delete"],
  args: struct({ nwfilter: NWFilter }),
  masks: { host: ["nwfilterUndefine", null] }
});
var connectListAllNWFilters = procedure({
  number: 286,
  wire: "CONNECT_LIST_ALL_NWFILTERS",
  kind: "call",
  family: "nwfilter",
  api: "virConnectListAllNWFilters",
  since: "0.10.2",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_nwfilters"],
  aclFilter: ["nwfilter:getattr"],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ filters: array(NWFilter, 16384), ret: uint }),
  masks: { host: ["nwfilterConnectListAllNWFilters", 0] }
});
var nwfilterBindingLookupByPortDev = procedure({
  number: 397,
  wire: "NWFILTER_BINDING_LOOKUP_BY_PORT_DEV",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterBindingLookupByPortDev",
  since: "4.5.0",
  priority: "high",
  readOnly: true,
  acl: ["nwfilter_binding:getattr"],
  args: struct({ name: string }),
  ret: struct({ nwfilter: NWFilterBinding }),
  masks: { host: ["nwfilterBindingLookupByPortDev", null] },
  checks: [["portdev", "nonnull"]]
});
var nwfilterBindingGetXMLDesc = procedure({
  number: 398,
  wire: "NWFILTER_BINDING_GET_XML_DESC",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterBindingGetXMLDesc",
  since: "4.5.0",
  priority: "high",
  readOnly: true,
  acl: ["nwfilter_binding:read"],
  args: struct({ nwfilter: NWFilterBinding, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ["nwfilterBindingGetXMLDesc", 0] }
});
var nwfilterBindingCreateXML = procedure({
  number: 399,
  wire: "NWFILTER_BINDING_CREATE_XML",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterBindingCreateXML",
  since: "4.5.0",
  priority: "high",
  readOnly: false,
  acl: ["nwfilter_binding:create"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ nwfilter: NWFilterBinding }),
  masks: { host: ["nwfilterBindingCreateXML", 1] },
  checks: [["xml", "nonnull"]]
});
var nwfilterBindingDelete = procedure({
  number: 400,
  wire: "NWFILTER_BINDING_DELETE",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterBindingDelete",
  since: "4.5.0",
  priority: "high",
  readOnly: false,
  acl: ["nwfilter_binding:delete"],
  args: struct({ nwfilter: NWFilterBinding }),
  masks: { host: ["nwfilterBindingDelete", null] }
});
var connectListAllNWFilterBindings = procedure({
  number: 401,
  wire: "CONNECT_LIST_ALL_NWFILTER_BINDINGS",
  kind: "call",
  family: "nwfilter",
  api: "virConnectListAllNWFilterBindings",
  since: "4.5.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_nwfilter_bindings"],
  aclFilter: ["nwfilter_binding:getattr"],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ bindings: array(NWFilterBinding, 16384), ret: uint }),
  masks: { host: ["nwfilterConnectListAllNWFilterBindings", 0] }
});
var nwfilterDefineXMLFlags = procedure({
  number: 431,
  wire: "NWFILTER_DEFINE_XML_FLAGS",
  kind: "call",
  family: "nwfilter",
  api: "virNWFilterDefineXMLFlags",
  since: "7.7.0",
  priority: "high",
  readOnly: false,
  acl: ["nwfilter:write", "nwfilter:save"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ nwfilter: NWFilter }),
  masks: { host: ["nwfilterDefineXMLFlags", 1] },
  checks: [["xmlDesc", "nonnull"]]
});

// dist/schemas/rpc/remote/registration.js
var registration_exports = {};
__export(registration_exports, {
  connectDomainEventCallbackDeregisterAny: () => connectDomainEventCallbackDeregisterAny,
  connectDomainEventCallbackRegisterAny: () => connectDomainEventCallbackRegisterAny,
  connectDomainEventDeregister: () => connectDomainEventDeregister,
  connectDomainEventDeregisterAny: () => connectDomainEventDeregisterAny,
  connectDomainEventRegister: () => connectDomainEventRegister,
  connectDomainEventRegisterAny: () => connectDomainEventRegisterAny,
  connectNetworkEventDeregisterAny: () => connectNetworkEventDeregisterAny,
  connectNetworkEventRegisterAny: () => connectNetworkEventRegisterAny,
  connectNodeDeviceEventDeregisterAny: () => connectNodeDeviceEventDeregisterAny,
  connectNodeDeviceEventRegisterAny: () => connectNodeDeviceEventRegisterAny,
  connectRegisterCloseCallback: () => connectRegisterCloseCallback,
  connectSecretEventDeregisterAny: () => connectSecretEventDeregisterAny,
  connectSecretEventRegisterAny: () => connectSecretEventRegisterAny,
  connectStoragePoolEventDeregisterAny: () => connectStoragePoolEventDeregisterAny,
  connectStoragePoolEventRegisterAny: () => connectStoragePoolEventRegisterAny,
  connectUnregisterCloseCallback: () => connectUnregisterCloseCallback
});
var connectDomainEventRegister = procedure({
  number: 105,
  wire: "CONNECT_DOMAIN_EVENT_REGISTER",
  kind: "call",
  family: "daemon",
  api: "virConnectDomainEventRegister",
  since: "0.5.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_domains"],
  aclFilter: ["domain:getattr"],
  ret: struct({ cb_registered: int }),
  masks: {
    kvm: ["qemuConnectDomainEventRegisterAny", null],
    libxl: ["libxlConnectDomainEventRegisterAny", null],
    test: ["testConnectDomainEventRegisterAny", null]
  },
  checks: [["cb", "nonnull"]]
});
var connectDomainEventDeregister = procedure({
  number: 106,
  wire: "CONNECT_DOMAIN_EVENT_DEREGISTER",
  kind: "call",
  family: "daemon",
  api: "virConnectDomainEventDeregister",
  since: "0.5.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  ret: struct({ cb_registered: int }),
  masks: {
    kvm: ["qemuConnectDomainEventDeregisterAny", null],
    libxl: ["libxlConnectDomainEventDeregisterAny", null],
    test: ["testConnectDomainEventDeregisterAny", null]
  },
  checks: [["cb", "nonnull"]]
});
var connectDomainEventRegisterAny = procedure({
  number: 167,
  wire: "CONNECT_DOMAIN_EVENT_REGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectDomainEventRegisterAny",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_domains"],
  aclFilter: ["domain:getattr"],
  args: struct({ eventID: int }),
  masks: {
    kvm: ["qemuConnectDomainEventRegisterAny", null],
    libxl: ["libxlConnectDomainEventRegisterAny", null],
    test: ["testConnectDomainEventRegisterAny", null]
  },
  checks: [
    ["cb", "nonnull"],
    ["eventID", ">=0"]
  ]
});
var connectDomainEventDeregisterAny = procedure({
  number: 168,
  wire: "CONNECT_DOMAIN_EVENT_DEREGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectDomainEventDeregisterAny",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ eventID: int }),
  masks: {
    kvm: ["qemuConnectDomainEventDeregisterAny", null],
    libxl: ["libxlConnectDomainEventDeregisterAny", null],
    test: ["testConnectDomainEventDeregisterAny", null]
  },
  checks: [["callbackID", ">=0"]]
});
var connectNetworkEventRegisterAny = procedure({
  number: 313,
  wire: "CONNECT_NETWORK_EVENT_REGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectNetworkEventRegisterAny",
  since: "1.2.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_networks"],
  aclFilter: ["network:getattr"],
  args: struct({ eventID: int, net: optional(Network) }),
  ret: struct({ callbackID: int }),
  masks: {
    host: ["networkConnectNetworkEventRegisterAny", null],
    test: ["testConnectNetworkEventRegisterAny", null]
  },
  checks: [
    ["cb", "nonnull"],
    ["eventID", ">=0"]
  ]
});
var connectNetworkEventDeregisterAny = procedure({
  number: 314,
  wire: "CONNECT_NETWORK_EVENT_DEREGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectNetworkEventDeregisterAny",
  since: "1.2.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ callbackID: int }),
  masks: {
    host: ["networkConnectNetworkEventDeregisterAny", null],
    test: ["testConnectNetworkEventDeregisterAny", null]
  },
  checks: [["callbackID", ">=0"]]
});
var connectDomainEventCallbackRegisterAny = procedure({
  number: 316,
  wire: "CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY",
  kind: "call",
  family: "daemon",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_domains"],
  aclFilter: ["domain:getattr"],
  args: struct({ eventID: int, dom: optional(Domain) }),
  ret: struct({ callbackID: int }),
  masks: {
    kvm: ["qemuConnectDomainEventRegisterAny", null],
    libxl: ["libxlConnectDomainEventRegisterAny", null],
    test: ["testConnectDomainEventRegisterAny", null]
  }
});
var connectDomainEventCallbackDeregisterAny = procedure({
  number: 317,
  wire: "CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY",
  kind: "call",
  family: "daemon",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ callbackID: int }),
  masks: {
    kvm: ["qemuConnectDomainEventDeregisterAny", null],
    libxl: ["libxlConnectDomainEventDeregisterAny", null],
    test: ["testConnectDomainEventDeregisterAny", null]
  }
});
var connectRegisterCloseCallback = procedure({
  number: 360,
  wire: "CONNECT_REGISTER_CLOSE_CALLBACK",
  kind: "call",
  family: "daemon",
  api: "virConnectRegisterCloseCallback",
  since: "0.10.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:getattr"],
  checks: [["cb", "nonnull"]]
});
var connectUnregisterCloseCallback = procedure({
  number: 361,
  wire: "CONNECT_UNREGISTER_CLOSE_CALLBACK",
  kind: "call",
  family: "daemon",
  api: "virConnectUnregisterCloseCallback",
  since: "0.10.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:getattr"],
  checks: [["cb", "nonnull"]]
});
var connectStoragePoolEventRegisterAny = procedure({
  number: 368,
  wire: "CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectStoragePoolEventRegisterAny",
  since: "2.0.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_storage_pools"],
  aclFilter: ["storage_pool:getattr"],
  args: struct({ eventID: int, pool: optional(StoragePool) }),
  ret: struct({ callbackID: int }),
  masks: {
    host: ["storageConnectStoragePoolEventRegisterAny", null],
    test: ["testConnectStoragePoolEventRegisterAny", null]
  },
  checks: [
    ["cb", "nonnull"],
    ["eventID", ">=0"]
  ]
});
var connectStoragePoolEventDeregisterAny = procedure({
  number: 369,
  wire: "CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectStoragePoolEventDeregisterAny",
  since: "2.0.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ callbackID: int }),
  masks: {
    host: ["storageConnectStoragePoolEventDeregisterAny", null],
    test: ["testConnectStoragePoolEventDeregisterAny", null]
  },
  checks: [["callbackID", ">=0"]]
});
var connectNodeDeviceEventRegisterAny = procedure({
  number: 374,
  wire: "CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectNodeDeviceEventRegisterAny",
  since: "2.2.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_node_devices"],
  aclFilter: ["node_device:getattr"],
  args: struct({ eventID: int, dev: optional(NodeDevice) }),
  ret: struct({ callbackID: int }),
  masks: {
    host: ["nodeConnectNodeDeviceEventRegisterAny", null],
    test: ["testConnectNodeDeviceEventRegisterAny", null]
  },
  checks: [
    ["cb", "nonnull"],
    ["eventID", ">=0"]
  ]
});
var connectNodeDeviceEventDeregisterAny = procedure({
  number: 375,
  wire: "CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectNodeDeviceEventDeregisterAny",
  since: "2.2.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ callbackID: int }),
  masks: {
    host: ["nodeConnectNodeDeviceEventDeregisterAny", null],
    test: ["testConnectNodeDeviceEventDeregisterAny", null]
  },
  checks: [["callbackID", ">=0"]]
});
var connectSecretEventRegisterAny = procedure({
  number: 380,
  wire: "CONNECT_SECRET_EVENT_REGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectSecretEventRegisterAny",
  since: "3.0.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_secrets"],
  aclFilter: ["secret:getattr"],
  args: struct({ eventID: int, secret: optional(Secret) }),
  ret: struct({ callbackID: int }),
  masks: { host: ["secretConnectSecretEventRegisterAny", null] },
  checks: [
    ["cb", "nonnull"],
    ["eventID", ">=0"]
  ]
});
var connectSecretEventDeregisterAny = procedure({
  number: 381,
  wire: "CONNECT_SECRET_EVENT_DEREGISTER_ANY",
  kind: "call",
  family: "daemon",
  api: "virConnectSecretEventDeregisterAny",
  since: "3.0.0",
  priority: "high",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ callbackID: int }),
  masks: { host: ["secretConnectSecretEventDeregisterAny", null] },
  checks: [["callbackID", ">=0"]]
});

// dist/schemas/rpc/remote/secret.js
var secret_exports = {};
__export(secret_exports, {
  connectListAllSecrets: () => connectListAllSecrets,
  connectListSecrets: () => connectListSecrets,
  connectNumOfSecrets: () => connectNumOfSecrets,
  secretDefineXML: () => secretDefineXML,
  secretGetValue: () => secretGetValue,
  secretGetXMLDesc: () => secretGetXMLDesc,
  secretLookupByUUID: () => secretLookupByUUID,
  secretLookupByUsage: () => secretLookupByUsage,
  secretSetValue: () => secretSetValue,
  secretUndefine: () => secretUndefine
});
var connectNumOfSecrets = procedure({
  number: 139,
  wire: "CONNECT_NUM_OF_SECRETS",
  kind: "call",
  family: "secret",
  api: "virConnectNumOfSecrets",
  since: "0.7.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_secrets"],
  aclFilter: ["secret:getattr"],
  ret: struct({ num: int }),
  masks: { host: ["secretConnectNumOfSecrets", null] }
});
var connectListSecrets = procedure({
  number: 140,
  wire: "CONNECT_LIST_SECRETS",
  kind: "call",
  family: "secret",
  api: "virConnectListSecrets",
  since: "0.7.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_secrets"],
  aclFilter: ["secret:getattr"],
  args: struct({ maxuuids: int }),
  ret: struct({ uuids: array(string, 16384) }),
  masks: { host: ["secretConnectListSecrets", null] },
  checks: [["maxuuids", ">=0"]]
});
var secretLookupByUUID = procedure({
  number: 141,
  wire: "SECRET_LOOKUP_BY_UUID",
  kind: "call",
  family: "secret",
  api: "virSecretLookupByUUID",
  since: "0.7.1",
  priority: "high",
  readOnly: true,
  acl: ["secret:getattr"],
  args: struct({ uuid }),
  ret: struct({ secret: Secret }),
  masks: { host: ["secretLookupByUUID", null] },
  checks: [["uuid", "nonnull"]]
});
var secretDefineXML = procedure({
  number: 142,
  wire: "SECRET_DEFINE_XML",
  kind: "call",
  family: "secret",
  api: "virSecretDefineXML",
  since: "0.7.1",
  priority: "high",
  readOnly: false,
  acl: ["secret:write", "secret:save"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ secret: Secret }),
  masks: { host: ["secretDefineXML", 1] },
  checks: [["xml", "nonnull"]]
});
var secretGetXMLDesc = procedure({
  number: 143,
  wire: "SECRET_GET_XML_DESC",
  kind: "call",
  family: "secret",
  api: "virSecretGetXMLDesc",
  since: "0.7.1",
  priority: "high",
  readOnly: true,
  acl: ["secret:read"],
  args: struct({ secret: Secret, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ["secretGetXMLDesc", 0] }
});
var secretSetValue = procedure({
  number: 144,
  wire: "SECRET_SET_VALUE",
  kind: "call",
  family: "secret",
  api: "virSecretSetValue",
  since: "0.7.1",
  priority: "high",
  readOnly: false,
  acl: ["secret:write"],
  args: struct({ secret: Secret, value: opaque(65536), flags: uint }),
  masks: { host: ["secretSetValue", 0] },
  checks: [["value", "nonnull"]]
});
var secretGetValue = procedure({
  number: 145,
  wire: "SECRET_GET_VALUE",
  kind: "call",
  family: "secret",
  api: "virSecretGetValue",
  since: "0.7.1",
  priority: "high",
  readOnly: false,
  acl: ["secret:read_secure"],
  args: struct({ secret: Secret, flags: uint }),
  ret: struct({ value: opaque(65536) }),
  masks: { host: ["secretGetValue", 0] },
  checks: [["value_size", "nonnull"]]
});
var secretUndefine = procedure({
  number: 146,
  wire: "SECRET_UNDEFINE",
  kind: "call",
  family: "secret",
  api: "virSecretUndefine",
  since: "0.7.1",
  priority: "high",
  readOnly: false,
  acl: ["secret:delete"],
  args: struct({ secret: Secret }),
  masks: { host: ["secretUndefine", null] }
});
var secretLookupByUsage = procedure({
  number: 147,
  wire: "SECRET_LOOKUP_BY_USAGE",
  kind: "call",
  family: "secret",
  api: "virSecretLookupByUsage",
  since: "0.7.1",
  priority: "high",
  readOnly: true,
  acl: ["secret:getattr"],
  args: struct({ usageType: int, usageID: string }),
  ret: struct({ secret: Secret }),
  masks: { host: ["secretLookupByUsage", null] },
  checks: [["usageID", "nonnull"]]
});
var connectListAllSecrets = procedure({
  number: 287,
  wire: "CONNECT_LIST_ALL_SECRETS",
  kind: "call",
  family: "secret",
  api: "virConnectListAllSecrets",
  since: "0.10.2",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_secrets"],
  aclFilter: ["secret:getattr"],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ secrets: array(Secret, 16384), ret: uint }),
  masks: { host: ["secretConnectListAllSecrets", 15] }
});

// dist/schemas/rpc/remote/snapshot.js
var snapshot_exports = {};
__export(snapshot_exports, {
  domainHasCurrentSnapshot: () => domainHasCurrentSnapshot,
  domainListAllSnapshots: () => domainListAllSnapshots,
  domainRevertToSnapshot: () => domainRevertToSnapshot,
  domainSnapshotCreateXML: () => domainSnapshotCreateXML,
  domainSnapshotCurrent: () => domainSnapshotCurrent,
  domainSnapshotDelete: () => domainSnapshotDelete,
  domainSnapshotGetParent: () => domainSnapshotGetParent,
  domainSnapshotGetXMLDesc: () => domainSnapshotGetXMLDesc,
  domainSnapshotHasMetadata: () => domainSnapshotHasMetadata,
  domainSnapshotIsCurrent: () => domainSnapshotIsCurrent,
  domainSnapshotListAllChildren: () => domainSnapshotListAllChildren,
  domainSnapshotListChildrenNames: () => domainSnapshotListChildrenNames,
  domainSnapshotListNames: () => domainSnapshotListNames,
  domainSnapshotLookupByName: () => domainSnapshotLookupByName,
  domainSnapshotNum: () => domainSnapshotNum,
  domainSnapshotNumChildren: () => domainSnapshotNumChildren
});
var domainSnapshotCreateXML = procedure({
  number: 185,
  wire: "DOMAIN_SNAPSHOT_CREATE_XML",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotCreateXML",
  since: "0.8.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:snapshot", "domain:fs_freeze:if_flags=VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE"],
  args: struct({ dom: Domain, xml_desc: string, flags: uint }),
  ret: struct({ snap: DomainSnapshot }),
  masks: { kvm: ["qemuDomainSnapshotCreateXML", 1023], test: ["testDomainSnapshotCreateXML", 971] },
  exclusive: [
    [
      ["VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE", 1],
      ["VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA", 4]
    ],
    [
      ["VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE", 1],
      ["VIR_DOMAIN_SNAPSHOT_CREATE_HALT", 8]
    ]
  ],
  requires: [
    [
      ["VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT", 2],
      ["VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE", 1]
    ]
  ],
  checks: [["xmlDesc", "nonnull"]]
});
var domainSnapshotGetXMLDesc = procedure({
  number: 186,
  wire: "DOMAIN_SNAPSHOT_GET_XML_DESC",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotGetXMLDesc",
  since: "0.8.0",
  priority: "high",
  readOnly: { denyFlags: 1 },
  acl: ["domain:read", "domain:read_secure:if_flags=VIR_DOMAIN_SNAPSHOT_XML_SECURE"],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ xml: string }),
  masks: { kvm: ["qemuDomainSnapshotGetXMLDesc", 1], test: ["testDomainSnapshotGetXMLDesc", 1] }
});
var domainSnapshotNum = procedure({
  number: 187,
  wire: "DOMAIN_SNAPSHOT_NUM",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotNum",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ num: int }),
  masks: { kvm: ["qemuDomainSnapshotNum", 2047], test: ["testDomainSnapshotNum", 2047] }
});
var domainSnapshotListNames = procedure({
  number: 188,
  wire: "DOMAIN_SNAPSHOT_LIST_NAMES",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotListNames",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, maxnames: int, flags: uint }),
  ret: struct({ names: array(string, 16384) }),
  masks: { kvm: ["qemuDomainSnapshotListNames", 2047], test: ["testDomainSnapshotListNames", 2047] },
  checks: [["nameslen", ">=0"]]
});
var domainSnapshotLookupByName = procedure({
  number: 189,
  wire: "DOMAIN_SNAPSHOT_LOOKUP_BY_NAME",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotLookupByName",
  since: "0.8.0",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, name: string, flags: uint }),
  ret: struct({ snap: DomainSnapshot }),
  masks: { kvm: ["qemuDomainSnapshotLookupByName", 0], test: ["testDomainSnapshotLookupByName", 0] },
  checks: [["name", "nonnull"]]
});
var domainHasCurrentSnapshot = procedure({
  number: 190,
  wire: "DOMAIN_HAS_CURRENT_SNAPSHOT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainHasCurrentSnapshot",
  since: "0.8.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ result: int }),
  masks: { kvm: ["qemuDomainHasCurrentSnapshot", 0], test: ["testDomainHasCurrentSnapshot", 0] }
});
var domainSnapshotCurrent = procedure({
  number: 191,
  wire: "DOMAIN_SNAPSHOT_CURRENT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotCurrent",
  since: "0.8.0",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ snap: DomainSnapshot }),
  masks: { kvm: ["qemuDomainSnapshotCurrent", 0], test: ["testDomainSnapshotCurrent", 0] }
});
var domainRevertToSnapshot = procedure({
  number: 192,
  wire: "DOMAIN_REVERT_TO_SNAPSHOT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainRevertToSnapshot",
  since: "0.8.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:snapshot"],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  masks: { kvm: ["qemuDomainRevertToSnapshot", 15], test: ["testDomainRevertToSnapshot", 7] },
  exclusive: [
    [
      ["VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING", 1],
      ["VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED", 2]
    ]
  ]
});
var domainSnapshotDelete = procedure({
  number: 193,
  wire: "DOMAIN_SNAPSHOT_DELETE",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotDelete",
  since: "0.8.0",
  priority: "low",
  readOnly: false,
  acl: ["domain:snapshot"],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  masks: { kvm: ["qemuDomainSnapshotDelete", 7], test: ["testDomainSnapshotDelete", 5] },
  exclusive: [
    [
      ["VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN", 1],
      ["VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY", 4]
    ]
  ]
});
var domainSnapshotGetParent = procedure({
  number: 244,
  wire: "DOMAIN_SNAPSHOT_GET_PARENT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotGetParent",
  since: "0.9.7",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ snap: DomainSnapshot }),
  masks: { kvm: ["qemuDomainSnapshotGetParent", 0], test: ["testDomainSnapshotGetParent", 0] }
});
var domainSnapshotNumChildren = procedure({
  number: 246,
  wire: "DOMAIN_SNAPSHOT_NUM_CHILDREN",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotNumChildren",
  since: "0.9.7",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ num: int }),
  masks: { kvm: ["qemuDomainSnapshotNumChildren", 2047], test: ["testDomainSnapshotNumChildren", 2047] }
});
var domainSnapshotListChildrenNames = procedure({
  number: 247,
  wire: "DOMAIN_SNAPSHOT_LIST_CHILDREN_NAMES",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotListChildrenNames",
  since: "0.9.7",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ snap: DomainSnapshot, maxnames: int, flags: uint }),
  ret: struct({ names: array(string, 16384) }),
  masks: {
    kvm: ["qemuDomainSnapshotListChildrenNames", 2047],
    test: ["testDomainSnapshotListChildrenNames", 2047]
  },
  checks: [["nameslen", ">=0"]]
});
var domainSnapshotIsCurrent = procedure({
  number: 271,
  wire: "DOMAIN_SNAPSHOT_IS_CURRENT",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotIsCurrent",
  since: "0.9.13",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ current: int }),
  masks: { kvm: ["qemuDomainSnapshotIsCurrent", 0], test: ["testDomainSnapshotIsCurrent", 0] }
});
var domainSnapshotHasMetadata = procedure({
  number: 272,
  wire: "DOMAIN_SNAPSHOT_HAS_METADATA",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotHasMetadata",
  since: "0.9.13",
  priority: "low",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ metadata: int }),
  masks: { kvm: ["qemuDomainSnapshotHasMetadata", 0], test: ["testDomainSnapshotHasMetadata", 0] }
});
var domainListAllSnapshots = procedure({
  number: 274,
  wire: "DOMAIN_LIST_ALL_SNAPSHOTS",
  kind: "call",
  family: "hypervisor",
  api: "virDomainListAllSnapshots",
  since: "0.9.13",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ dom: Domain, need_results: int, flags: uint }),
  ret: struct({ snapshots: array(DomainSnapshot, 16384), ret: int }),
  masks: { kvm: ["qemuDomainListAllSnapshots", 2047], test: ["testDomainListAllSnapshots", 2047] }
});
var domainSnapshotListAllChildren = procedure({
  number: 275,
  wire: "DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN",
  kind: "call",
  family: "hypervisor",
  api: "virDomainSnapshotListAllChildren",
  since: "0.9.13",
  priority: "high",
  readOnly: true,
  acl: ["domain:read"],
  args: struct({ snapshot: DomainSnapshot, need_results: int, flags: uint }),
  ret: struct({ snapshots: array(DomainSnapshot, 16384), ret: int }),
  masks: {
    kvm: ["qemuDomainSnapshotListAllChildren", 2047],
    test: ["testDomainSnapshotListAllChildren", 2047]
  }
});

// dist/schemas/rpc/remote/storage-pool.js
var storage_pool_exports = {};
__export(storage_pool_exports, {
  connectFindStoragePoolSources: () => connectFindStoragePoolSources,
  connectGetStoragePoolCapabilities: () => connectGetStoragePoolCapabilities,
  connectListAllStoragePools: () => connectListAllStoragePools,
  connectListDefinedStoragePools: () => connectListDefinedStoragePools,
  connectListStoragePools: () => connectListStoragePools,
  connectNumOfDefinedStoragePools: () => connectNumOfDefinedStoragePools,
  connectNumOfStoragePools: () => connectNumOfStoragePools,
  storagePoolBuild: () => storagePoolBuild,
  storagePoolCreate: () => storagePoolCreate,
  storagePoolCreateXML: () => storagePoolCreateXML,
  storagePoolDefineXML: () => storagePoolDefineXML,
  storagePoolDelete: () => storagePoolDelete,
  storagePoolDestroy: () => storagePoolDestroy,
  storagePoolGetAutostart: () => storagePoolGetAutostart,
  storagePoolGetInfo: () => storagePoolGetInfo,
  storagePoolGetXMLDesc: () => storagePoolGetXMLDesc,
  storagePoolIsActive: () => storagePoolIsActive,
  storagePoolIsPersistent: () => storagePoolIsPersistent,
  storagePoolLookupByName: () => storagePoolLookupByName,
  storagePoolLookupByTargetPath: () => storagePoolLookupByTargetPath,
  storagePoolLookupByUUID: () => storagePoolLookupByUUID,
  storagePoolLookupByVolume: () => storagePoolLookupByVolume,
  storagePoolRefresh: () => storagePoolRefresh,
  storagePoolSetAutostart: () => storagePoolSetAutostart,
  storagePoolUndefine: () => storagePoolUndefine
});
var connectNumOfStoragePools = procedure({
  number: 71,
  wire: "CONNECT_NUM_OF_STORAGE_POOLS",
  kind: "call",
  family: "storage",
  api: "virConnectNumOfStoragePools",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_storage_pools"],
  aclFilter: ["storage_pool:getattr"],
  ret: struct({ num: int }),
  masks: { host: ["storageConnectNumOfStoragePools", null], test: ["testConnectNumOfStoragePools", null] }
});
var connectListStoragePools = procedure({
  number: 72,
  wire: "CONNECT_LIST_STORAGE_POOLS",
  kind: "call",
  family: "storage",
  api: "virConnectListStoragePools",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_storage_pools"],
  aclFilter: ["storage_pool:getattr"],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ["storageConnectListStoragePools", null], test: ["testConnectListStoragePools", null] },
  checks: [["maxnames", ">=0"]]
});
var connectNumOfDefinedStoragePools = procedure({
  number: 73,
  wire: "CONNECT_NUM_OF_DEFINED_STORAGE_POOLS",
  kind: "call",
  family: "storage",
  api: "virConnectNumOfDefinedStoragePools",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_storage_pools"],
  aclFilter: ["storage_pool:getattr"],
  ret: struct({ num: int }),
  masks: {
    host: ["storageConnectNumOfDefinedStoragePools", null],
    test: ["testConnectNumOfDefinedStoragePools", null]
  }
});
var connectListDefinedStoragePools = procedure({
  number: 74,
  wire: "CONNECT_LIST_DEFINED_STORAGE_POOLS",
  kind: "call",
  family: "storage",
  api: "virConnectListDefinedStoragePools",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_storage_pools"],
  aclFilter: ["storage_pool:getattr"],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: {
    host: ["storageConnectListDefinedStoragePools", null],
    test: ["testConnectListDefinedStoragePools", null]
  },
  checks: [["maxnames", ">=0"]]
});
var connectFindStoragePoolSources = procedure({
  number: 75,
  wire: "CONNECT_FIND_STORAGE_POOL_SOURCES",
  kind: "call",
  family: "storage",
  api: "virConnectFindStoragePoolSources",
  since: "0.4.5",
  priority: "low",
  readOnly: false,
  acl: ["connect:detect_storage_pools"],
  args: struct({ type: string, srcSpec: optional(string), flags: uint }),
  ret: struct({ xml: string }),
  masks: {
    host: ["storageConnectFindStoragePoolSources", 0],
    test: ["testConnectFindStoragePoolSources", 0]
  },
  checks: [["type", "nonnull"]]
});
var storagePoolCreateXML = procedure({
  number: 76,
  wire: "STORAGE_POOL_CREATE_XML",
  kind: "call",
  family: "storage",
  api: "virStoragePoolCreateXML",
  since: "0.4.1",
  priority: "low",
  readOnly: false,
  acl: ["storage_pool:start", "storage_pool:write"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ["storagePoolCreateXML", 7], test: ["testStoragePoolCreateXML", 0] },
  checks: [["xmlDesc", "nonnull"]]
});
var storagePoolDefineXML = procedure({
  number: 77,
  wire: "STORAGE_POOL_DEFINE_XML",
  kind: "call",
  family: "storage",
  api: "virStoragePoolDefineXML",
  since: "0.4.1",
  priority: "high",
  readOnly: false,
  acl: ["storage_pool:write", "storage_pool:save"],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ["storagePoolDefineXML", 1], test: ["testStoragePoolDefineXML", 1] },
  checks: [["xml", "nonnull"]]
});
var storagePoolCreate = procedure({
  number: 78,
  wire: "STORAGE_POOL_CREATE",
  kind: "call",
  family: "storage",
  api: "virStoragePoolCreate",
  since: "0.4.1",
  priority: "low",
  readOnly: false,
  acl: ["storage_pool:start"],
  args: struct({ pool: StoragePool, flags: uint }),
  masks: { host: ["storagePoolCreate", 7], test: ["testStoragePoolCreate", 0] }
});
var storagePoolBuild = procedure({
  number: 79,
  wire: "STORAGE_POOL_BUILD",
  kind: "call",
  family: "storage",
  api: "virStoragePoolBuild",
  since: "0.4.1",
  priority: "low",
  readOnly: false,
  acl: ["storage_pool:format"],
  args: struct({ pool: StoragePool, flags: uint }),
  masks: { host: ["storagePoolBuild", 12], test: ["testStoragePoolBuild", 0] }
});
var storagePoolDestroy = procedure({
  number: 80,
  wire: "STORAGE_POOL_DESTROY",
  kind: "call",
  family: "storage",
  api: "virStoragePoolDestroy",
  since: "0.4.1",
  priority: "high",
  readOnly: false,
  acl: ["storage_pool:stop"],
  args: struct({ pool: StoragePool }),
  masks: { host: ["storagePoolDestroy", null], test: ["testStoragePoolDestroy", null] }
});
var storagePoolDelete = procedure({
  number: 81,
  wire: "STORAGE_POOL_DELETE",
  kind: "call",
  family: "storage",
  api: "virStoragePoolDelete",
  since: "0.4.1",
  priority: "low",
  readOnly: false,
  acl: ["storage_pool:format"],
  args: struct({ pool: StoragePool, flags: uint }),
  masks: { host: ["storagePoolDelete", 0], test: ["testStoragePoolDelete", 0] }
});
var storagePoolUndefine = procedure({
  number: 82,
  wire: "STORAGE_POOL_UNDEFINE",
  kind: "call",
  family: "storage",
  api: "virStoragePoolUndefine",
  since: "0.4.1",
  priority: "high",
  readOnly: false,
  acl: ["storage_pool:delete"],
  args: struct({ pool: StoragePool }),
  masks: { host: ["storagePoolUndefine", null], test: ["testStoragePoolUndefine", null] }
});
var storagePoolRefresh = procedure({
  number: 83,
  wire: "STORAGE_POOL_REFRESH",
  kind: "call",
  family: "storage",
  api: "virStoragePoolRefresh",
  since: "0.4.1",
  priority: "low",
  readOnly: false,
  acl: ["storage_pool:refresh"],
  args: struct({ pool: StoragePool, flags: uint }),
  masks: { host: ["storagePoolRefresh", 0], test: ["testStoragePoolRefresh", 0] }
});
var storagePoolLookupByName = procedure({
  number: 84,
  wire: "STORAGE_POOL_LOOKUP_BY_NAME",
  kind: "call",
  family: "storage",
  api: "virStoragePoolLookupByName",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:getattr"],
  args: struct({ name: string }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ["storagePoolLookupByName", null], test: ["testStoragePoolLookupByName", null] },
  checks: [["name", "nonnull"]]
});
var storagePoolLookupByUUID = procedure({
  number: 85,
  wire: "STORAGE_POOL_LOOKUP_BY_UUID",
  kind: "call",
  family: "storage",
  api: "virStoragePoolLookupByUUID",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:getattr"],
  args: struct({ uuid }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ["storagePoolLookupByUUID", null], test: ["testStoragePoolLookupByUUID", null] },
  checks: [["uuid", "nonnull"]]
});
var storagePoolLookupByVolume = procedure({
  number: 86,
  wire: "STORAGE_POOL_LOOKUP_BY_VOLUME",
  kind: "call",
  family: "storage",
  api: "virStoragePoolLookupByVolume",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:getattr"],
  args: struct({ vol: StorageVol }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ["storagePoolLookupByVolume", null], test: ["testStoragePoolLookupByVolume", null] }
});
var storagePoolGetInfo = procedure({
  number: 87,
  wire: "STORAGE_POOL_GET_INFO",
  kind: "call",
  family: "storage",
  api: "virStoragePoolGetInfo",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:read"],
  args: struct({ pool: StoragePool }),
  ret: struct({ state: uchar, capacity: uhyper, allocation: uhyper, available: uhyper }),
  masks: { host: ["storagePoolGetInfo", null], test: ["testStoragePoolGetInfo", null] },
  checks: [["info", "nonnull"]]
});
var storagePoolGetXMLDesc = procedure({
  number: 88,
  wire: "STORAGE_POOL_GET_XML_DESC",
  kind: "call",
  family: "storage",
  api: "virStoragePoolGetXMLDesc",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:read"],
  args: struct({ pool: StoragePool, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ["storagePoolGetXMLDesc", 1], test: ["testStoragePoolGetXMLDesc", 0] }
});
var storagePoolGetAutostart = procedure({
  number: 89,
  wire: "STORAGE_POOL_GET_AUTOSTART",
  kind: "call",
  family: "storage",
  api: "virStoragePoolGetAutostart",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:read"],
  args: struct({ pool: StoragePool }),
  ret: struct({ autostart: int }),
  masks: { host: ["storagePoolGetAutostart", null], test: ["testStoragePoolGetAutostart", null] },
  checks: [["autostart", "nonnull"]]
});
var storagePoolSetAutostart = procedure({
  number: 90,
  wire: "STORAGE_POOL_SET_AUTOSTART",
  kind: "call",
  family: "storage",
  api: "virStoragePoolSetAutostart",
  since: "0.4.1",
  priority: "high",
  readOnly: false,
  acl: ["storage_pool:write"],
  args: struct({ pool: StoragePool, autostart: int }),
  masks: { host: ["storagePoolSetAutostart", null], test: ["testStoragePoolSetAutostart", null] }
});
var storagePoolIsActive = procedure({
  number: 154,
  wire: "STORAGE_POOL_IS_ACTIVE",
  kind: "call",
  family: "storage",
  api: "virStoragePoolIsActive",
  since: "0.7.3",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:read"],
  args: struct({ pool: StoragePool }),
  ret: struct({ active: int }),
  masks: { host: ["storagePoolIsActive", null], test: ["testStoragePoolIsActive", null] }
});
var storagePoolIsPersistent = procedure({
  number: 155,
  wire: "STORAGE_POOL_IS_PERSISTENT",
  kind: "call",
  family: "storage",
  api: "virStoragePoolIsPersistent",
  since: "0.7.3",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:read"],
  args: struct({ pool: StoragePool }),
  ret: struct({ persistent: int }),
  masks: { host: ["storagePoolIsPersistent", null], test: ["testStoragePoolIsPersistent", null] }
});
var connectListAllStoragePools = procedure({
  number: 281,
  wire: "CONNECT_LIST_ALL_STORAGE_POOLS",
  kind: "call",
  family: "storage",
  api: "virConnectListAllStoragePools",
  since: "0.10.2",
  priority: "high",
  readOnly: true,
  acl: ["connect:search_storage_pools"],
  aclFilter: ["storage_pool:getattr"],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ pools: array(StoragePool, 16384), ret: uint }),
  masks: {
    host: ["storageConnectListAllStoragePools", 1048575],
    test: ["testConnectListAllStoragePools", 1048575]
  }
});
var storagePoolLookupByTargetPath = procedure({
  number: 391,
  wire: "STORAGE_POOL_LOOKUP_BY_TARGET_PATH",
  kind: "call",
  family: "storage",
  api: "virStoragePoolLookupByTargetPath",
  since: "4.1.0",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:getattr"],
  args: struct({ path: string }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ["storagePoolLookupByTargetPath", null] },
  checks: [["path", "nonnull"]]
});
var connectGetStoragePoolCapabilities = procedure({
  number: 403,
  wire: "CONNECT_GET_STORAGE_POOL_CAPABILITIES",
  kind: "call",
  family: "storage",
  api: "virConnectGetStoragePoolCapabilities",
  since: "5.2.0",
  priority: "low",
  readOnly: true,
  acl: ["connect:read"],
  args: struct({ flags: uint }),
  ret: struct({ capabilities: string }),
  masks: { host: ["storageConnectGetStoragePoolCapabilities", 0] }
});

// dist/schemas/rpc/remote/storage-vol.js
var storage_vol_exports = {};
__export(storage_vol_exports, {
  storagePoolListAllVolumes: () => storagePoolListAllVolumes,
  storagePoolListVolumes: () => storagePoolListVolumes,
  storagePoolNumOfVolumes: () => storagePoolNumOfVolumes,
  storageVolCreateXML: () => storageVolCreateXML,
  storageVolCreateXMLFrom: () => storageVolCreateXMLFrom,
  storageVolDelete: () => storageVolDelete,
  storageVolDownload: () => storageVolDownload,
  storageVolGetInfo: () => storageVolGetInfo,
  storageVolGetInfoFlags: () => storageVolGetInfoFlags,
  storageVolGetPath: () => storageVolGetPath,
  storageVolGetXMLDesc: () => storageVolGetXMLDesc,
  storageVolLookupByKey: () => storageVolLookupByKey,
  storageVolLookupByName: () => storageVolLookupByName,
  storageVolLookupByPath: () => storageVolLookupByPath,
  storageVolResize: () => storageVolResize,
  storageVolUpload: () => storageVolUpload,
  storageVolWipe: () => storageVolWipe,
  storageVolWipePattern: () => storageVolWipePattern
});
var storagePoolNumOfVolumes = procedure({
  number: 91,
  wire: "STORAGE_POOL_NUM_OF_VOLUMES",
  kind: "call",
  family: "storage",
  api: "virStoragePoolNumOfVolumes",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:search_storage_vols"],
  aclFilter: ["storage_vol:getattr"],
  args: struct({ pool: StoragePool }),
  ret: struct({ num: int }),
  masks: { host: ["storagePoolNumOfVolumes", null], test: ["testStoragePoolNumOfVolumes", null] }
});
var storagePoolListVolumes = procedure({
  number: 92,
  wire: "STORAGE_POOL_LIST_VOLUMES",
  kind: "call",
  family: "storage",
  api: "virStoragePoolListVolumes",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:search_storage_vols"],
  aclFilter: ["storage_vol:getattr"],
  args: struct({ pool: StoragePool, maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ["storagePoolListVolumes", null], test: ["testStoragePoolListVolumes", null] },
  checks: [["maxnames", ">=0"]]
});
var storageVolCreateXML = procedure({
  number: 93,
  wire: "STORAGE_VOL_CREATE_XML",
  kind: "call",
  family: "storage",
  api: "virStorageVolCreateXML",
  since: "0.4.1",
  priority: "low",
  readOnly: false,
  acl: ["storage_vol:create"],
  args: struct({ pool: StoragePool, xml: string, flags: uint }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ["storageVolCreateXML", 5], test: ["testStorageVolCreateXML", 4] },
  checks: [["xmlDesc", "nonnull"]]
});
var storageVolDelete = procedure({
  number: 94,
  wire: "STORAGE_VOL_DELETE",
  kind: "call",
  family: "storage",
  api: "virStorageVolDelete",
  since: "0.4.1",
  priority: "low",
  readOnly: false,
  acl: ["storage_vol:delete"],
  args: struct({ vol: StorageVol, flags: uint }),
  masks: { host: ["storageVolDelete", 0], test: ["testStorageVolDelete", 0] }
});
var storageVolLookupByName = procedure({
  number: 95,
  wire: "STORAGE_VOL_LOOKUP_BY_NAME",
  kind: "call",
  family: "storage",
  api: "virStorageVolLookupByName",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_vol:getattr"],
  args: struct({ pool: StoragePool, name: string }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ["storageVolLookupByName", null], test: ["testStorageVolLookupByName", null] },
  checks: [["name", "nonnull"]]
});
var storageVolLookupByKey = procedure({
  number: 96,
  wire: "STORAGE_VOL_LOOKUP_BY_KEY",
  kind: "call",
  family: "storage",
  api: "virStorageVolLookupByKey",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_vol:getattr"],
  args: struct({ key: string }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ["storageVolLookupByKey", null], test: ["testStorageVolLookupByKey", null] },
  checks: [["key", "nonnull"]]
});
var storageVolLookupByPath = procedure({
  number: 97,
  wire: "STORAGE_VOL_LOOKUP_BY_PATH",
  kind: "call",
  family: "storage",
  api: "virStorageVolLookupByPath",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_vol:getattr"],
  args: struct({ path: string }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ["storageVolLookupByPath", null], test: ["testStorageVolLookupByPath", null] },
  checks: [["path", "nonnull"]]
});
var storageVolGetInfo = procedure({
  number: 98,
  wire: "STORAGE_VOL_GET_INFO",
  kind: "call",
  family: "storage",
  api: "virStorageVolGetInfo",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_vol:read"],
  args: struct({ vol: StorageVol }),
  ret: struct({ type: char, capacity: uhyper, allocation: uhyper }),
  masks: { host: ["storageVolGetInfo", null], test: ["testStorageVolGetInfo", null] },
  checks: [["info", "nonnull"]]
});
var storageVolGetXMLDesc = procedure({
  number: 99,
  wire: "STORAGE_VOL_GET_XML_DESC",
  kind: "call",
  family: "storage",
  api: "virStorageVolGetXMLDesc",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_vol:read"],
  args: struct({ vol: StorageVol, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ["storageVolGetXMLDesc", 0], test: ["testStorageVolGetXMLDesc", 0] }
});
var storageVolGetPath = procedure({
  number: 100,
  wire: "STORAGE_VOL_GET_PATH",
  kind: "call",
  family: "storage",
  api: "virStorageVolGetPath",
  since: "0.4.1",
  priority: "high",
  readOnly: true,
  acl: ["storage_vol:read"],
  args: struct({ vol: StorageVol }),
  ret: struct({ name: string }),
  masks: { host: ["storageVolGetPath", null], test: ["testStorageVolGetPath", null] }
});
var storageVolCreateXMLFrom = procedure({
  number: 125,
  wire: "STORAGE_VOL_CREATE_XML_FROM",
  kind: "call",
  family: "storage",
  api: "virStorageVolCreateXMLFrom",
  since: "0.6.4",
  priority: "low",
  readOnly: false,
  acl: ["storage_vol:create"],
  args: struct({ pool: StoragePool, xml: string, clonevol: StorageVol, flags: uint }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ["storageVolCreateXMLFrom", 7], test: ["testStorageVolCreateXMLFrom", 4] },
  checks: [["xmlDesc", "nonnull"]]
});
var storageVolWipe = procedure({
  number: 165,
  wire: "STORAGE_VOL_WIPE",
  kind: "call",
  family: "storage",
  api: "virStorageVolWipe",
  since: "0.8.0",
  priority: "low",
  readOnly: false,
  acl: ["storage_vol:format"],
  args: struct({ vol: StorageVol, flags: uint }),
  masks: { host: ["storageVolWipe", 0] }
});
var storageVolUpload = procedure({
  number: 208,
  wire: "STORAGE_VOL_UPLOAD",
  kind: "call",
  family: "storage",
  api: "virStorageVolUpload",
  since: "0.9.0",
  priority: "low",
  readOnly: false,
  acl: ["storage_vol:data_write"],
  args: struct({ vol: StorageVol, offset: uhyper, length: uhyper, flags: uint }),
  stream: "client-to-server",
  masks: { host: ["storageVolUpload", 1] }
});
var storageVolDownload = procedure({
  number: 209,
  wire: "STORAGE_VOL_DOWNLOAD",
  kind: "call",
  family: "storage",
  api: "virStorageVolDownload",
  since: "0.9.0",
  priority: "low",
  readOnly: false,
  acl: ["storage_vol:data_read"],
  args: struct({ vol: StorageVol, offset: uhyper, length: uhyper, flags: uint }),
  stream: "server-to-client",
  masks: { host: ["storageVolDownload", 1] }
});
var storageVolWipePattern = procedure({
  number: 259,
  wire: "STORAGE_VOL_WIPE_PATTERN",
  kind: "call",
  family: "storage",
  api: "virStorageVolWipePattern",
  since: "0.9.10",
  priority: "low",
  readOnly: false,
  acl: ["storage_vol:format"],
  args: struct({ vol: StorageVol, algorithm: uint, flags: uint }),
  masks: { host: ["storageVolWipePattern", 0] }
});
var storageVolResize = procedure({
  number: 260,
  wire: "STORAGE_VOL_RESIZE",
  kind: "call",
  family: "storage",
  api: "virStorageVolResize",
  since: "0.9.10",
  priority: "low",
  readOnly: false,
  acl: ["storage_vol:resize"],
  args: struct({ vol: StorageVol, capacity: uhyper, flags: uint }),
  masks: { host: ["storageVolResize", 7] }
});
var storagePoolListAllVolumes = procedure({
  number: 282,
  wire: "STORAGE_POOL_LIST_ALL_VOLUMES",
  kind: "call",
  family: "storage",
  api: "virStoragePoolListAllVolumes",
  since: "0.10.2",
  priority: "high",
  readOnly: true,
  acl: ["storage_pool:search_storage_vols"],
  aclFilter: ["storage_vol:getattr"],
  args: struct({ pool: StoragePool, need_results: int, flags: uint }),
  ret: struct({ vols: array(StorageVol, 16384), ret: uint }),
  masks: { host: ["storagePoolListAllVolumes", 0], test: ["testStoragePoolListAllVolumes", 0] }
});
var storageVolGetInfoFlags = procedure({
  number: 378,
  wire: "STORAGE_VOL_GET_INFO_FLAGS",
  kind: "call",
  family: "storage",
  api: "virStorageVolGetInfoFlags",
  since: "3.0.0",
  priority: "high",
  readOnly: true,
  acl: ["storage_vol:read"],
  args: struct({ vol: StorageVol, flags: uint }),
  ret: struct({ type: char, capacity: uhyper, allocation: uhyper }),
  masks: { host: ["storageVolGetInfoFlags", 1] },
  checks: [["info", "nonnull"]]
});

// dist/schemas/rpc/programs.js
var remoteProcedures = {
  ...connect_exports,
  ...node_exports,
  ...domain_info_exports,
  ...domain_lifecycle_exports,
  ...domain_list_exports,
  ...domain_tuning_exports,
  ...domain_guest_exports,
  ...domain_block_exports,
  ...snapshot_exports,
  ...checkpoint_exports,
  ...migration_exports,
  ...network_exports,
  ...storage_pool_exports,
  ...storage_vol_exports,
  ...interface_exports,
  ...nodedev_exports,
  ...secret_exports,
  ...nwfilter_exports,
  ...registration_exports,
  ...events_exports
};
var program = (name, number, procedures) => ({ name, number, version: 1, procedures });
var remote = program("remote", 536903814, remoteProcedures);
var qemu = program("qemu", 536903815, { ...qemu_exports });
var lxc = program("lxc", 425984, { ...lxc_exports });
var admin = program("admin", 110102160, { ...admin_exports });
var keepalive = program("keepalive", 1801807216, { ...keepalive_exports });

// dist/schemas/errors.js
var ErrorCode = {
  OK: 0,
  INTERNAL_ERROR: 1,
  NO_MEMORY: 2,
  NO_SUPPORT: 3,
  UNKNOWN_HOST: 4,
  NO_CONNECT: 5,
  INVALID_CONN: 6,
  INVALID_DOMAIN: 7,
  INVALID_ARG: 8,
  OPERATION_FAILED: 9,
  GET_FAILED: 10,
  POST_FAILED: 11,
  HTTP_ERROR: 12,
  SEXPR_SERIAL: 13,
  NO_XEN: 14,
  XEN_CALL: 15,
  OS_TYPE: 16,
  NO_KERNEL: 17,
  NO_ROOT: 18,
  NO_SOURCE: 19,
  NO_TARGET: 20,
  NO_NAME: 21,
  NO_OS: 22,
  NO_DEVICE: 23,
  NO_XENSTORE: 24,
  DRIVER_FULL: 25,
  CALL_FAILED: 26,
  XML_ERROR: 27,
  DOM_EXIST: 28,
  OPERATION_DENIED: 29,
  OPEN_FAILED: 30,
  READ_FAILED: 31,
  PARSE_FAILED: 32,
  CONF_SYNTAX: 33,
  WRITE_FAILED: 34,
  XML_DETAIL: 35,
  INVALID_NETWORK: 36,
  NETWORK_EXIST: 37,
  SYSTEM_ERROR: 38,
  RPC: 39,
  GNUTLS_ERROR: 40,
  VIR_WAR_NO_NETWORK: 41,
  NO_DOMAIN: 42,
  NO_NETWORK: 43,
  INVALID_MAC: 44,
  AUTH_FAILED: 45,
  INVALID_STORAGE_POOL: 46,
  INVALID_STORAGE_VOL: 47,
  VIR_WAR_NO_STORAGE: 48,
  NO_STORAGE_POOL: 49,
  NO_STORAGE_VOL: 50,
  VIR_WAR_NO_NODE: 51,
  INVALID_NODE_DEVICE: 52,
  NO_NODE_DEVICE: 53,
  NO_SECURITY_MODEL: 54,
  OPERATION_INVALID: 55,
  VIR_WAR_NO_INTERFACE: 56,
  NO_INTERFACE: 57,
  INVALID_INTERFACE: 58,
  MULTIPLE_INTERFACES: 59,
  VIR_WAR_NO_NWFILTER: 60,
  INVALID_NWFILTER: 61,
  NO_NWFILTER: 62,
  BUILD_FIREWALL: 63,
  VIR_WAR_NO_SECRET: 64,
  INVALID_SECRET: 65,
  NO_SECRET: 66,
  CONFIG_UNSUPPORTED: 67,
  OPERATION_TIMEOUT: 68,
  MIGRATE_PERSIST_FAILED: 69,
  HOOK_SCRIPT_FAILED: 70,
  INVALID_DOMAIN_SNAPSHOT: 71,
  NO_DOMAIN_SNAPSHOT: 72,
  INVALID_STREAM: 73,
  ARGUMENT_UNSUPPORTED: 74,
  STORAGE_PROBE_FAILED: 75,
  STORAGE_POOL_BUILT: 76,
  SNAPSHOT_REVERT_RISKY: 77,
  OPERATION_ABORTED: 78,
  AUTH_CANCELLED: 79,
  NO_DOMAIN_METADATA: 80,
  MIGRATE_UNSAFE: 81,
  OVERFLOW: 82,
  BLOCK_COPY_ACTIVE: 83,
  OPERATION_UNSUPPORTED: 84,
  SSH: 85,
  AGENT_UNRESPONSIVE: 86,
  RESOURCE_BUSY: 87,
  ACCESS_DENIED: 88,
  DBUS_SERVICE: 89,
  STORAGE_VOL_EXIST: 90,
  CPU_INCOMPATIBLE: 91,
  XML_INVALID_SCHEMA: 92,
  MIGRATE_FINISH_OK: 93,
  AUTH_UNAVAILABLE: 94,
  NO_SERVER: 95,
  NO_CLIENT: 96,
  AGENT_UNSYNCED: 97,
  LIBSSH: 98,
  DEVICE_MISSING: 99,
  INVALID_NWFILTER_BINDING: 100,
  NO_NWFILTER_BINDING: 101,
  INVALID_DOMAIN_CHECKPOINT: 102,
  NO_DOMAIN_CHECKPOINT: 103,
  NO_DOMAIN_BACKUP: 104,
  INVALID_NETWORK_PORT: 105,
  NETWORK_PORT_EXIST: 106,
  NO_NETWORK_PORT: 107,
  NO_HOSTNAME: 108,
  CHECKPOINT_INCONSISTENT: 109,
  MULTIPLE_DOMAINS: 110,
  NO_NETWORK_METADATA: 111,
  AGENT_COMMAND_TIMEOUT: 112,
  AGENT_COMMAND_FAILED: 113,
  INVALID_ENCR_KEY_SECRET: 114
};
var ErrorDomain = {
  NONE: 0,
  XEN: 1,
  XEND: 2,
  XENSTORE: 3,
  SEXPR: 4,
  XML: 5,
  DOM: 6,
  RPC: 7,
  PROXY: 8,
  CONF: 9,
  QEMU: 10,
  NET: 11,
  TEST: 12,
  REMOTE: 13,
  OPENVZ: 14,
  XENXM: 15,
  STATS_LINUX: 16,
  LXC: 17,
  STORAGE: 18,
  NETWORK: 19,
  DOMAIN: 20,
  UML: 21,
  NODEDEV: 22,
  XEN_INOTIFY: 23,
  SECURITY: 24,
  VBOX: 25,
  INTERFACE: 26,
  ONE: 27,
  ESX: 28,
  PHYP: 29,
  SECRET: 30,
  CPU: 31,
  XENAPI: 32,
  NWFILTER: 33,
  HOOK: 34,
  DOMAIN_SNAPSHOT: 35,
  AUDIT: 36,
  SYSINFO: 37,
  STREAMS: 38,
  VMWARE: 39,
  EVENT: 40,
  LIBXL: 41,
  LOCKING: 42,
  HYPERV: 43,
  CAPABILITIES: 44,
  URI: 45,
  AUTH: 46,
  DBUS: 47,
  PARALLELS: 48,
  DEVICE: 49,
  SSH: 50,
  LOCKSPACE: 51,
  INITCTL: 52,
  IDENTITY: 53,
  CGROUP: 54,
  ACCESS: 55,
  SYSTEMD: 56,
  BHYVE: 57,
  CRYPTO: 58,
  FIREWALL: 59,
  POLKIT: 60,
  THREAD: 61,
  ADMIN: 62,
  LOGGING: 63,
  XENXL: 64,
  PERF: 65,
  LIBSSH: 66,
  RESCTRL: 67,
  FIREWALLD: 68,
  DOMAIN_CHECKPOINT: 69,
  TPM: 70,
  BPF: 71,
  CH: 72
};
var messages = {
  1: ["internal error", "internal error: %s"],
  2: ["out of memory", "out of memory: %s"],
  3: [
    "this function is not supported by the connection driver",
    "this function is not supported by the connection driver: %s"
  ],
  4: ["unknown host", "unknown host %s"],
  5: ["no connection driver available", "no connection driver available for %s"],
  6: ["invalid connection pointer in", "invalid connection pointer in %s"],
  7: ["invalid domain pointer in", "invalid domain pointer in %s"],
  8: ["invalid argument", "invalid argument: %s"],
  9: ["operation failed", "operation failed: %s"],
  10: ["GET operation failed", "GET operation failed: %s"],
  11: ["POST operation failed", "POST operation failed: %s"],
  12: ["got unknown HTTP error code", "got unknown HTTP error code %s"],
  13: ["failed to serialize S-Expr", "failed to serialize S-Expr: %s"],
  14: ["could not use Xen hypervisor entry", "could not use Xen hypervisor entry %s"],
  15: ["failed Xen syscall", "failed Xen syscall %s"],
  16: ["unknown OS type", "unknown OS type %s"],
  17: ["missing kernel information", "missing kernel information: %s"],
  18: ["missing root device information", "missing root device information in %s"],
  19: ["missing source information for device", "missing source information for device %s"],
  20: ["missing target information for device", "missing target information for device %s"],
  21: ["missing name information", "missing name information in %s"],
  22: ["missing operating system information", "missing operating system information for %s"],
  23: ["missing devices information", "missing devices information for %s"],
  24: ["could not connect to Xen Store", "could not connect to Xen Store %s"],
  25: ["too many drivers registered", "too many drivers registered in %s"],
  26: ["library call failed", "library call failed: %s"],
  27: ["XML description is invalid or not well formed", "XML error: %s"],
  28: ["this domain exists already", "domain %s exists already"],
  29: ["operation forbidden for read only access", "operation forbidden: %s"],
  30: ["failed to open configuration file", "failed to open configuration file %s"],
  31: ["failed to read configuration file", "failed to read configuration file %s"],
  32: ["failed to parse configuration file", "failed to parse configuration file %s"],
  33: ["configuration file syntax error", "configuration file syntax error: %s"],
  34: ["failed to write configuration file", "failed to write configuration file: %s"],
  35: ["parser error", "%s"],
  36: ["invalid network pointer in", "invalid network pointer in %s"],
  37: ["this network exists already", "network %s exists already"],
  38: ["system call error", "%s"],
  39: ["RPC error", "%s"],
  40: ["GNUTLS call error", "%s"],
  41: ["Failed to find the network", "Failed to find the network: %s"],
  42: ["Domain not found", "Domain not found: %s"],
  43: ["Network not found", "Network not found: %s"],
  44: ["invalid MAC address", "invalid MAC address: %s"],
  45: ["authentication failed", "authentication failed: %s"],
  46: ["invalid storage pool pointer in", "invalid storage pool pointer in %s"],
  47: ["invalid storage volume pointer in", "invalid storage volume pointer in %s"],
  48: ["Failed to find a storage driver", "Failed to find a storage driver: %s"],
  49: ["Storage pool not found", "Storage pool not found: %s"],
  50: ["Storage volume not found", "Storage volume not found: %s"],
  51: ["Failed to find a node driver", "Failed to find a node driver: %s"],
  52: ["invalid node device pointer", "invalid node device pointer in %s"],
  53: ["Node device not found", "Node device not found: %s"],
  54: ["Security model not found", "Security model not found: %s"],
  55: ["Requested operation is not valid", "Requested operation is not valid: %s"],
  56: ["Failed to find the interface", "Failed to find the interface: %s"],
  57: ["Interface not found", "Interface not found: %s"],
  58: ["invalid interface pointer in", "invalid interface pointer in %s"],
  59: ["multiple matching interfaces found", "multiple matching interfaces found: %s"],
  60: ["Failed to start the nwfilter driver", "Failed to start the nwfilter driver: %s"],
  61: ["Invalid network filter", "Invalid network filter: %s"],
  62: ["Network filter not found", "Network filter not found: %s"],
  63: ["Error while building firewall", "Error while building firewall: %s"],
  64: ["Failed to find a secret storage driver", "Failed to find a secret storage driver: %s"],
  65: ["Invalid secret", "Invalid secret: %s"],
  66: ["Secret not found", "Secret not found: %s"],
  67: ["unsupported configuration", "unsupported configuration: %s"],
  68: ["Timed out during operation", "Timed out during operation: %s"],
  69: [
    "Failed to make domain persistent after migration",
    "Failed to make domain persistent after migration: %s"
  ],
  70: ["Hook script execution failed", "Hook script execution failed: %s"],
  71: ["Invalid domain snapshot", "Invalid domain snapshot: %s"],
  72: ["Domain snapshot not found", "Domain snapshot not found: %s"],
  73: ["invalid stream pointer", "invalid stream pointer in %s"],
  74: ["argument unsupported", "argument unsupported: %s"],
  75: ["Storage pool probe failed", "Storage pool probe failed: %s"],
  76: ["Storage pool already built", "Storage pool already built: %s"],
  77: ["revert requires force", "revert requires force: %s"],
  78: ["operation aborted", "operation aborted: %s"],
  79: ["authentication cancelled", "authentication cancelled: %s"],
  80: ["metadata not found", "metadata not found: %s"],
  81: ["Unsafe migration", "Unsafe migration: %s"],
  82: ["numerical overflow", "numerical overflow: %s"],
  83: ["block copy still active", "block copy still active: %s"],
  84: ["Operation not supported", "Operation not supported: %s"],
  85: ["SSH transport error", "SSH transport error: %s"],
  86: ["Guest agent is not responding", "Guest agent is not responding: %s"],
  87: ["resource busy", "resource busy: %s"],
  88: ["access denied", "access denied: %s"],
  89: ["error from service", "error from service: %s"],
  90: ["this storage volume exists already", "storage volume %s exists already"],
  91: ["the CPU is incompatible with host CPU", "the CPU is incompatible with host CPU: %s"],
  92: [
    "XML document failed to validate against schema",
    "XML document failed to validate against schema: %s"
  ],
  93: ["migration successfully aborted", "migration successfully aborted: %s"],
  94: ["authentication unavailable", "authentication unavailable: %s"],
  95: ["Server not found", "Server not found: %s"],
  96: ["Client not found", "Client not found: %s"],
  97: [
    "guest agent replied with wrong id to guest-sync command",
    "guest agent replied with wrong id to guest-sync command: %s"
  ],
  98: ["libssh transport error", "libssh transport error: %s"],
  99: ["device not found", "device not found: %s"],
  100: ["Invalid network filter binding", "Invalid network filter binding: %s"],
  101: ["Network filter binding not found", "Network filter binding not found: %s"],
  102: ["Invalid domain checkpoint", "Invalid domain checkpoint: %s"],
  103: ["Domain checkpoint not found", "Domain checkpoint not found: %s"],
  104: ["Domain backup job id not found", "Domain backup job id not found: %s"],
  105: ["Invalid network port pointer", "Invalid network port pointer: %s"],
  106: ["this network port exists already", "network port %s exists already"],
  107: ["network port not found", "network port not found: %s"],
  108: ["no hostname found", "no hostname found: %s"],
  109: ["checkpoint inconsistent", "checkpoint inconsistent: %s"],
  110: ["multiple matching domains found", "multiple matching domains found: %s"],
  111: ["metadata not found", "metadata not found: %s"],
  112: ["guest agent command timed out", "guest agent command timed out: %s"],
  113: ["guest agent command failed", "guest agent command failed: %s"],
  114: ["invalid encryption key secret", "invalid encryption key secret: %s"]
};
var ErrorLevel = { NONE: 0, WARNING: 1, ERROR: 2 };
var VirError = class extends Error {
  code;
  domain;
  level = ErrorLevel.ERROR;
  fields;
  constructor(code, domain, detail, fields = {}, message) {
    const [short2, template] = messages[code] ?? ["unknown error", "unknown error: %s"];
    const hasDetail = detail !== void 0 && detail !== null;
    super(message ?? (hasDetail ? template.replace("%s", () => detail) : short2));
    this.name = "VirError";
    this.code = code;
    this.domain = domain;
    this.fields = {
      str1: hasDetail ? template : short2,
      str2: hasDetail ? detail : null,
      str3: null,
      int1: -1,
      int2: -1,
      ...fields
    };
  }
};
var invalidArgument = (domain, text2, func, arg) => new VirError(ErrorCode.INVALID_ARG, domain, text2, { str1: func, str2: arg, int1: 0, int2: 0 }, text2);
var unsupportedFlags = (domain, bits, func) => invalidArgument(domain, `unsupported flags (0x${(bits >>> 0).toString(16)}) in function ${func}`, func, "flags");
var noSupport = (domain, func) => new VirError(ErrorCode.NO_SUPPORT, domain, func);

// dist/schemas/version.js
var LIBVIRT_VERSION = 12008e3;
var LIBVIRT_VERSION_TEXT = "12.8.0";
var VIRTLIGHT_VERSION = "0.1.0";

// dist/src/api/rpc/server.js
import { createServer } from "node:net";

// dist/src/api/rpc/identity.js
import { readFileSync } from "node:fs";

// dist/src/native/libc.js
import { constants } from "node:os";
import koffi from "koffi";
var libc = koffi.load("libc.so.6");
var errno = () => koffi.errno();
var strerrorOf = libc.func("const char *strerror(int)");
var strerror = (code) => strerrorOf(code);
var addressOf = (buffer) => koffi.address(buffer);
var EAGAIN = constants.errno.EAGAIN;
var EINTR = constants.errno.EINTR;

// dist/src/native/socket.js
var getsockopt = libc.func("int getsockopt(int, int, int, void *, void *)");
var sendmsg = libc.func("int64_t sendmsg(int, void *, int)");
var recvmsg = libc.func("int64_t recvmsg(int, void *, int)");
var socketFn = libc.func("int socket(int, int, int)");
var sendto = libc.func("int64_t sendto(int, void *, size_t, int, void *, unsigned int)");
var closeFn = libc.func("int close(int)");
var socketpairFn = libc.func("int socketpair(int, int, int, void *)");
var SOL_SOCKET = 1;
var SO_PEERCRED = 17;
var SCM_RIGHTS = 1;
var AF_UNIX = 1;
var SOCK_DGRAM = 2;
var SOCK_CLOEXEC = 524288;
var MSG_DONTWAIT = 64;
var MSG_NOSIGNAL = 16384;
var MSG_CMSG_CLOEXEC = 1073741824;
var peerCredentials = (fd) => {
  const cred = Buffer.alloc(12);
  const size = Buffer.alloc(4);
  size.writeInt32LE(12);
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, cred, size) !== 0)
    return null;
  const pid = cred.readInt32LE(0);
  return pid > 0 ? { pid, uid: cred.readUInt32LE(4), gid: cred.readUInt32LE(8) } : null;
};
var messageHeader = (data, control) => {
  const iov = Buffer.alloc(16);
  iov.writeBigUInt64LE(addressOf(data), 0);
  iov.writeBigUInt64LE(BigInt(data.length), 8);
  const header = Buffer.alloc(56);
  header.writeBigUInt64LE(addressOf(iov), 16);
  header.writeBigUInt64LE(1n, 24);
  header.writeBigUInt64LE(addressOf(control), 32);
  header.writeBigUInt64LE(BigInt(control.length), 40);
  return { header, keep: [data, control, iov] };
};
var sendDescriptor = (socket, fd) => sendWithDescriptors(socket, Buffer.alloc(1), [fd]);
var sendWithDescriptors = (socket, data, fds) => {
  const control = Buffer.alloc(16 + (fds.length * 4 + 7 & ~7));
  control.writeBigUInt64LE(BigInt(16 + fds.length * 4), 0);
  control.writeInt32LE(SOL_SOCKET, 8);
  control.writeInt32LE(SCM_RIGHTS, 12);
  fds.forEach((fd, i) => void control.writeInt32LE(fd, 16 + 4 * i));
  const { header } = messageHeader(data, control);
  for (; ; ) {
    if (Number(sendmsg(socket, header, MSG_DONTWAIT | MSG_NOSIGNAL)) >= 0)
      return true;
    const code = errno();
    if (code === EINTR)
      continue;
    if (code === EAGAIN)
      return false;
    throw Object.assign(new Error("sendmsg failed"), { errno: code });
  }
};
var receiveDescriptors = (socket, data) => {
  const control = Buffer.alloc(256);
  const { header } = messageHeader(data, control);
  const fds = [];
  for (; ; ) {
    const count2 = Number(recvmsg(socket, header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT));
    if (count2 < 0) {
      const code = errno();
      if (code === EINTR)
        continue;
      if (code === EAGAIN)
        return { count: -1, fds };
      return { count: 0, fds };
    }
    const used = Number(header.readBigUInt64LE(40));
    for (let at = 0; at + 16 <= used; ) {
      const length = Number(control.readBigUInt64LE(at));
      if (length < 16)
        break;
      if (control.readInt32LE(at + 8) === SOL_SOCKET && control.readInt32LE(at + 12) === SCM_RIGHTS)
        for (let p = at + 16; p + 4 <= at + length; p += 4)
          fds.push(control.readInt32LE(p));
      at += length + 7 & ~7;
    }
    return { count: count2, fds };
  }
};
var sendDatagram = (path, text2) => {
  const fd = socketFn(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return false;
  const name = Buffer.from(path.startsWith("@") ? `\0${path.slice(1)}` : `${path}\0`);
  const address = Buffer.concat([Buffer.from([AF_UNIX, 0]), name]);
  const data = Buffer.from(text2);
  const sent = Number(sendto(fd, data, data.length, MSG_NOSIGNAL, address, address.length));
  closeFn(fd);
  return sent === data.length;
};

// dist/src/api/rpc/identity.js
var processStartTime = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return void 0;
  }
};
var names = /* @__PURE__ */ new Map();
var NAMES_FRESH_MS = 1e4;
var nameOf = (file, id) => {
  let known = names.get(file);
  if (!known || Date.now() - known.read > NAMES_FRESH_MS) {
    const table = /* @__PURE__ */ new Map();
    try {
      for (const line of readFileSync(file, "utf8").split("\n")) {
        const [name, , number] = line.split(":");
        if (name && number)
          table.set(Number(number), name);
      }
    } catch {
    }
    known = { read: Date.now(), table };
    names.set(file, known);
  }
  return known.table.get(id);
};
var peerIdentity = (socket) => {
  const handle = socket._handle;
  const credentials = handle ? peerCredentials(handle.fd) : null;
  if (!credentials)
    return {};
  const { pid, uid, gid } = credentials;
  return {
    pid,
    uid,
    gid,
    startTime: processStartTime(pid),
    userName: nameOf("/etc/passwd", uid),
    groupName: nameOf("/etc/group", gid)
  };
};

// dist/schemas/rpc/frame.js
var MessageType = {
  CALL: 0,
  REPLY: 1,
  MESSAGE: 2,
  STREAM: 3,
  CALL_WITH_FDS: 4,
  REPLY_WITH_FDS: 5,
  STREAM_HOLE: 6
};
var MessageStatus = { OK: 0, ERROR: 1, CONTINUE: 2 };
var LENGTH_SIZE = 4;
var HEADER_SIZE = 24;
var BODY_MAX = 33554432;
var STREAM_DATA_MAX = 262120;
var FDS_MAX = 32;
var RemoteError = struct({
  code: int,
  domain: int,
  message: optional(string),
  level: int,
  dom: optional(Domain),
  str1: optional(string),
  str2: optional(string),
  str3: optional(string),
  int1: int,
  int2: int,
  net: optional(Network)
});
var StreamHole = struct({ length: hyper, flags: uint });

// dist/src/daemon/session.js
var createSession = (identity, readOnly) => {
  const callbacks = /* @__PURE__ */ new Set();
  const controller = new AbortController();
  const session2 = {
    identity,
    readOnly,
    connection: null,
    ended: controller.signal,
    onEnd(callback) {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    end() {
      if (controller.signal.aborted)
        return;
      controller.abort();
      for (const callback of [...callbacks].reverse())
        callback();
      callbacks.clear();
      session2.connection?.close();
      session2.connection = null;
    }
  };
  return session2;
};

// dist/src/model/rpc/codec.js
var HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
var FIELD_NAME_MAX = 4194304;
var malformed = (what) => new VirError(ErrorCode.RPC, ErrorDomain.RPC, what);
var decodeError = () => malformed("Unable to decode message payload");
var encodeError = () => malformed("Unable to encode message payload");
var Writer = class {
  buf;
  pos = 0;
  constructor(size = 512) {
    this.buf = Buffer.allocUnsafe(size);
  }
  reserve(n) {
    if (this.pos + n <= this.buf.length)
      return;
    const next = Buffer.allocUnsafe(Math.max(this.buf.length * 2, this.pos + n));
    this.buf.copy(next, 0, 0, this.pos);
    this.buf = next;
  }
  u32(v) {
    this.reserve(4);
    const b = this.buf;
    let p = this.pos;
    b[p++] = v >>> 24;
    b[p++] = v >>> 16;
    b[p++] = v >>> 8;
    b[p++] = v;
    this.pos = p;
  }
  u64(v) {
    this.reserve(8);
    if (typeof v === "number" && Number.isSafeInteger(v)) {
      const hi = Math.floor(v / 4294967296);
      this.u32(hi);
      this.u32(v - hi * 4294967296);
      return;
    }
    const big = typeof v === "bigint" ? v : Number.isFinite(v) ? BigInt(Math.trunc(v)) : 0n;
    this.buf.writeBigUInt64BE(BigInt.asUintN(64, big), this.pos);
    this.pos += 8;
  }
  f64(v) {
    this.reserve(8);
    this.pos = this.buf.writeDoubleBE(v, this.pos);
  }
  str(v, max) {
    if (typeof v !== "string")
      throw encodeError();
    const n = Buffer.byteLength(v);
    if (n > max)
      throw encodeError();
    this.u32(n);
    this.reserve(n + 3);
    this.buf.write(v, this.pos, n, "utf8");
    this.pad(n);
  }
  pad(n) {
    let p = this.pos + n;
    for (let k = -n & 3; k > 0; k--)
      this.buf[p++] = 0;
    this.pos = p;
  }
  bytes(v) {
    this.reserve(v.length + 3);
    this.buf.set(v, this.pos);
    this.pad(v.length);
  }
  opaque(v, max) {
    if (v.length > max)
      throw encodeError();
    this.u32(v.length);
    this.bytes(v);
  }
  opaqueFixed(v, len) {
    if (v.length !== len)
      throw encodeError();
    this.bytes(v);
  }
  uuid(v) {
    this.reserve(16);
    const hex = v.length === 36 ? v.replaceAll("-", "") : v;
    if (hex.length !== 32 || this.buf.write(hex, this.pos, 16, "hex") !== 16)
      throw encodeError();
    this.pos += 16;
  }
  chars(v, len) {
    const bytes = Buffer.from(v);
    for (let i = 0; i < len; i++)
      this.u32(i < len - 1 ? bytes[i] ?? 0 : 0);
  }
  charArray(v, max) {
    if (v.length > max)
      throw encodeError();
    this.u32(v.length);
    this.reserve(v.length * 4);
    for (let i = 0; i < v.length; i++)
      this.u32(v[i] << 24 >> 24);
  }
  count(n, max) {
    if (n > max)
      throw encodeError();
    this.u32(n);
    return n;
  }
  param(p) {
    this.str(p.field, FIELD_NAME_MAX);
    this.u32(p.type);
    switch (p.type) {
      case 1:
      case 2:
        return this.u32(Number(p.value));
      case 3:
      case 4:
        return this.u64(p.value);
      case 5:
        return this.f64(Number(p.value));
      case 6:
        return this.u32(p.value ? 1 : 0);
      case 7:
        return this.str(p.value, FIELD_NAME_MAX);
      default:
        throw encodeError();
    }
  }
};
var Reader = class {
  buf;
  pos;
  end;
  constructor(buf, pos = 0, end = buf.length) {
    this.buf = buf;
    this.pos = pos;
    this.end = end;
  }
  take(n) {
    const p = this.pos;
    if (n > this.end - p)
      throw decodeError();
    this.pos = p + n;
    return p;
  }
  i32() {
    const p = this.take(4);
    const b = this.buf;
    return b[p] << 24 | b[p + 1] << 16 | b[p + 2] << 8 | b[p + 3];
  }
  u32() {
    return this.i32() >>> 0;
  }
  i64() {
    const hi = this.i32();
    return hi * 4294967296 + this.u32();
  }
  u64() {
    const hi = this.u32();
    return hi * 4294967296 + this.u32();
  }
  f64() {
    return this.buf.readDoubleBE(this.take(8));
  }
  padded(n) {
    return this.take(n + 3 & ~3);
  }
  str(max) {
    const n = this.u32();
    if (n > max || n > this.end - this.pos)
      throw decodeError();
    const p = this.padded(n);
    return this.buf.toString("utf8", p, p + n);
  }
  opaque(max) {
    const n = this.u32();
    if (n > max || n > this.end - this.pos)
      throw decodeError();
    const p = this.padded(n);
    return this.buf.subarray(p, p + n);
  }
  opaqueFixed(len) {
    const p = this.padded(len);
    return this.buf.subarray(p, p + len);
  }
  uuid() {
    const p = this.take(16);
    const b = this.buf;
    let s = "";
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10)
        s += "-";
      s += HEX[b[p + i]];
    }
    return s;
  }
  chars(len) {
    const bytes = Buffer.alloc(len);
    for (let i = 0; i < len; i++)
      bytes[i] = this.i32();
    const nul = bytes.indexOf(0);
    return bytes.toString("utf8", 0, nul < 0 ? len : nul);
  }
  charArray(max) {
    const n = this.count(max, 4);
    const bytes = Buffer.alloc(n);
    for (let i = 0; i < n; i++)
      bytes[i] = this.i32();
    return bytes;
  }
  /** A counted array's length: over the limit, or more than the rest of the payload could hold, is refused. */
  count(max, least) {
    const n = this.u32();
    if (n > max || n * least > this.end - this.pos)
      throw decodeError();
    return n;
  }
  param() {
    const field = this.str(FIELD_NAME_MAX);
    const type = this.i32();
    switch (type) {
      case 1:
        return { field, type, value: this.i32() };
      case 2:
        return { field, type, value: this.u32() };
      case 3: {
        const big = this.buf.readBigInt64BE(this.take(8));
        return { field, type, value: exact(big) };
      }
      case 4: {
        const big = this.buf.readBigUInt64BE(this.take(8));
        return { field, type, value: exact(big) };
      }
      case 5:
        return { field, type, value: this.f64() };
      case 6:
        return { field, type, value: this.i32() !== 0 };
      case 7:
        return { field, type, value: this.str(FIELD_NAME_MAX) };
      default:
        throw decodeError();
    }
  }
};
var exact = (v) => v <= BigInt(Number.MAX_SAFE_INTEGER) && v >= BigInt(Number.MIN_SAFE_INTEGER) ? Number(v) : v;
var leastSize = (t) => {
  switch (t.kind) {
    case "hyper":
    case "uhyper":
    case "double":
      return 8;
    case "uuid":
      return 16;
    case "typedParam":
      return 12;
    case "opaqueFixed":
      return t.len + 3 & ~3;
    case "chars":
      return t.len * 4;
    case "arrayFixed":
      return t.len * leastSize(t.elem);
    case "struct":
      return Object.values(t.fields ?? {}).reduce((sum, f) => sum + leastSize(f), 0);
    default:
      return 4;
  }
};
var temporary = 0;
var fresh = () => `t${temporary++}`;
var encodeSource = (t, v) => {
  switch (t.kind) {
    case "int":
    case "uint":
    case "char":
    case "uchar":
    case "short":
    case "ushort":
      return `w.u32(${v});`;
    case "hyper":
    case "uhyper":
      return `w.u64(${v});`;
    case "double":
      return `w.f64(${v});`;
    case "uuid":
      return `w.uuid(${v});`;
    case "string":
      return `w.str(${v},${t.max});`;
    case "opaque":
    case "charArray":
      return `w.${t.kind}(${v},${t.max});`;
    case "opaqueFixed":
    case "chars":
      return `w.${t.kind}(${v},${t.len});`;
    case "typedParam":
      return `w.param(${v});`;
    case "optional": {
      const x = fresh();
      return `const ${x}=${v};if(${x}===null||${x}===undefined)w.u32(0);else{w.u32(1);${encodeSource(t.elem, x)}}`;
    }
    case "array":
    case "arrayFixed": {
      const [a, i, n] = [fresh(), fresh(), fresh()];
      const count2 = t.kind === "array" ? `w.count(${a}.length,${t.max})` : `${t.len}`;
      const body = encodeSource(t.elem, `${a}[${i}]`);
      return `const ${a}=${v};for(let ${i}=0,${n}=${count2};${i}<${n};${i}++){${body}}`;
    }
    case "struct":
      return Object.entries(t.fields ?? {}).map(([name, f]) => encodeSource(f, `${v}.${name}`)).join("");
    default:
      throw new TypeError(`no encoder for ${t.kind}`);
  }
};
var decodeSource = (t) => {
  switch (t.kind) {
    case "int":
    case "char":
    case "short":
      return "r.i32()";
    case "uint":
    case "uchar":
    case "ushort":
      return "r.u32()";
    case "hyper":
      return "r.i64()";
    case "uhyper":
      return "r.u64()";
    case "double":
      return "r.f64()";
    case "uuid":
      return "r.uuid()";
    case "string":
      return `r.str(${t.max})`;
    case "opaque":
    case "charArray":
      return `r.${t.kind}(${t.max})`;
    case "opaqueFixed":
    case "chars":
      return `r.${t.kind}(${t.len})`;
    case "typedParam":
      return "r.param()";
    case "optional":
      return `(r.i32()===0?null:${decodeSource(t.elem)})`;
    case "array": {
      const elem = t.elem;
      return `many(r.count(${t.max},${leastSize(elem)}),()=>${decodeSource(elem)})`;
    }
    case "arrayFixed":
      return `many(${t.len},()=>${decodeSource(t.elem)})`;
    case "struct":
      return `({${Object.entries(t.fields ?? {}).map(([name, f]) => `${name}:${decodeSource(f)}`).join(",")}})`;
    default:
      throw new TypeError(`no decoder for ${t.kind}`);
  }
};
var many = (n, one) => {
  const out = [];
  for (let i = 0; i < n; i++)
    out.push(one());
  return out;
};
var compiled = /* @__PURE__ */ new WeakMap();
var codecOf = (type) => {
  let codec = compiled.get(type);
  if (!codec) {
    codec = {
      encode: new Function("w", "v", encodeSource(type, "v")),
      decode: new Function("many", `return r=>${decodeSource(type)}`)(many)
    };
    compiled.set(type, codec);
  }
  return codec;
};

// dist/src/model/rpc/frame.js
var errorCodec = codecOf(RemoteError);
var readHeader = (body) => ({
  program: body.readUInt32BE(0),
  version: body.readUInt32BE(4),
  procedure: body.readInt32BE(8),
  type: body.readInt32BE(12),
  serial: body.readUInt32BE(16),
  status: body.readInt32BE(20)
});
var begin = (header, size) => {
  const w = new Writer(size);
  w.pos = LENGTH_SIZE;
  w.u32(header.program);
  w.u32(header.version);
  w.u32(header.procedure);
  w.u32(header.type);
  w.u32(header.serial);
  w.u32(header.status);
  return w;
};
var finish = (w) => {
  w.buf.writeUInt32BE(w.pos, 0);
  return w.buf.subarray(0, w.pos);
};
var frame = (header, write, size = 256) => {
  const w = begin(header, size);
  write?.(w);
  return finish(w);
};
var frameHeader = (header, payload) => {
  const w = begin(header, LENGTH_SIZE + HEADER_SIZE);
  w.buf.writeUInt32BE(w.pos + payload, 0);
  return w.buf.subarray(0, w.pos);
};
var asVirError = (thrown) => {
  if (thrown instanceof VirError)
    return thrown;
  const text2 = thrown instanceof Error ? thrown.message : String(thrown);
  return new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, text2);
};
var writeError = (w, error) => errorCodec.encode(w, {
  code: error.code,
  domain: error.domain,
  message: error.message,
  level: error.level,
  str1: error.fields.str1,
  str2: error.fields.str2,
  str3: error.fields.str3,
  int1: error.fields.int1,
  int2: error.fields.int2
});
var errorFrame = (header, error) => frame({ ...header, status: MessageStatus.ERROR }, (w) => writeError(w, error), 1024);

// dist/src/native/descriptors.js
import { closeSync } from "node:fs";
var dupFn = libc.func("int fcntl(int, int, ...)");
var closeFds = (fds) => {
  for (const fd of fds) {
    try {
      closeSync(fd);
    } catch {
    }
  }
};

// dist/src/api/rpc/keepalive.js
var pingFrame = frame({
  program: keepalive.number,
  version: keepalive.version,
  procedure: keepalive.procedures.ping.number,
  type: MessageType.MESSAGE,
  serial: 0,
  status: MessageStatus.OK
});
var createKeepalive = (options) => {
  let heard = false;
  let unanswered = 0;
  const timer = setInterval(() => {
    if (heard) {
      heard = false;
      unanswered = 0;
      return;
    }
    if (unanswered >= options.count) {
      clearInterval(timer);
      options.dead();
      return;
    }
    unanswered++;
    options.ping(pingFrame);
  }, options.interval * 1e3);
  timer.unref();
  return {
    heard() {
      heard = true;
    },
    stop: () => clearInterval(timer)
  };
};

// dist/src/api/rpc/reader.js
import { Socket } from "node:net";
var FIRST = LENGTH_SIZE + HEADER_SIZE;
var FD_WAIT_MS = 5e3;
var announcedFds = (body) => {
  if (body.readInt32BE(12) !== MessageType.CALL_WITH_FDS || body.length < HEADER_SIZE + 4)
    return 0;
  const count2 = body.readUInt32BE(HEADER_SIZE);
  return count2 > FDS_MAX ? -1 : count2;
};
var readFrames = (accepted, sink) => {
  const internals = accepted;
  const handle = internals._handle;
  internals._handle = null;
  const head = Buffer.allocUnsafe(FIRST);
  let target = head;
  let filled = 0;
  let done = false;
  const stop = () => {
    done = true;
    sink.broken();
    return false;
  };
  const deliver = (body) => {
    const wanted = announcedFds(body);
    if (wanted < 0)
      return stop();
    if (wanted === 0) {
      sink.frame(body, []);
      return !done;
    }
    handle.readStop();
    collect(body, wanted, [], Date.now() + FD_WAIT_MS);
    return true;
  };
  const collect = (body, wanted, fds, deadline) => {
    const one = Buffer.alloc(1);
    while (fds.length < wanted) {
      if (done || socket.destroyed)
        return;
      const got = receiveDescriptors(handle.fd, one);
      fds.push(...got.fds);
      if (got.count === 0 || got.count > 0 && got.fds.length === 0)
        return void stop();
      if (got.count < 0) {
        if (Date.now() > deadline)
          return void stop();
        setTimeout(collect, 1, body, wanted, fds, deadline);
        return;
      }
    }
    sink.frame(body, fds);
    if (!done && !socket.destroyed && !socket.isPaused())
      handle.readStart();
  };
  const socket = new Socket({
    handle,
    onread: {
      buffer: () => target.subarray(filled),
      callback: (count2) => {
        filled += count2;
        if (done)
          return false;
        if (target === head) {
          if (filled >= LENGTH_SIZE) {
            const length = head.readUInt32BE(0);
            if (length < FIRST || length > BODY_MAX + LENGTH_SIZE)
              return stop();
          }
          if (filled < FIRST)
            return true;
          const body2 = Buffer.allocUnsafe(head.readUInt32BE(0) - LENGTH_SIZE);
          head.copy(body2, 0, LENGTH_SIZE);
          filled = HEADER_SIZE;
          target = body2;
        }
        if (filled < target.length)
          return true;
        const body = target;
        target = head;
        filled = 0;
        return deliver(body);
      }
    }
  });
  socket.resume();
  return socket;
};

// dist/schemas/rpc/events.js
var event = (id, message, legacy) => ({
  id,
  message,
  legacy
});
var eventTable = {
  domain: {
    lifecycle: event(0, domainEventCallbackLifecycle, domainEventLifecycle),
    reboot: event(1, domainEventCallbackReboot, domainEventReboot),
    rtcChange: event(2, domainEventCallbackRtcChange, domainEventRtcChange),
    watchdog: event(3, domainEventCallbackWatchdog, domainEventWatchdog),
    ioError: event(4, domainEventCallbackIoError, domainEventIoError),
    graphics: event(5, domainEventCallbackGraphics, domainEventGraphics),
    ioErrorReason: event(6, domainEventCallbackIoErrorReason, domainEventIoErrorReason),
    controlError: event(7, domainEventCallbackControlError, domainEventControlError),
    blockJob: event(8, domainEventCallbackBlockJob, domainEventBlockJob),
    diskChange: event(9, domainEventCallbackDiskChange, domainEventDiskChange),
    trayChange: event(10, domainEventCallbackTrayChange, domainEventTrayChange),
    pmwakeup: event(11, domainEventCallbackPmwakeup, domainEventPmwakeup),
    pmsuspend: event(12, domainEventCallbackPmsuspend, domainEventPmsuspend),
    balloonChange: event(13, domainEventCallbackBalloonChange, domainEventBalloonChange),
    pmsuspendDisk: event(14, domainEventCallbackPmsuspendDisk, domainEventPmsuspendDisk),
    deviceRemoved: event(15, domainEventCallbackDeviceRemoved, domainEventDeviceRemoved),
    blockJob2: event(16, domainEventBlockJob2),
    tunable: event(17, domainEventCallbackTunable),
    agentLifecycle: event(18, domainEventCallbackAgentLifecycle),
    deviceAdded: event(19, domainEventCallbackDeviceAdded),
    migrationIteration: event(20, domainEventCallbackMigrationIteration),
    jobCompleted: event(21, domainEventCallbackJobCompleted),
    deviceRemovalFailed: event(22, domainEventCallbackDeviceRemovalFailed),
    metadataChange: event(23, domainEventCallbackMetadataChange),
    blockThreshold: event(24, domainEventBlockThreshold),
    memoryFailure: event(25, domainEventMemoryFailure),
    memoryDeviceSizeChange: event(26, domainEventMemoryDeviceSizeChange),
    nicMacChange: event(27, domainEventNicMacChange),
    vcpuRemoved: event(28, domainEventVcpuRemoved),
    channelLifecycle: event(29, domainEventCallbackChannelLifecycle)
  },
  network: {
    lifecycle: event(0, networkEventLifecycle),
    metadataChange: event(1, networkEventCallbackMetadataChange)
  },
  storagePool: {
    lifecycle: event(0, storagePoolEventLifecycle),
    refresh: event(1, storagePoolEventRefresh)
  },
  nodeDevice: {
    lifecycle: event(0, nodeDeviceEventLifecycle),
    update: event(1, nodeDeviceEventUpdate)
  },
  secret: {
    lifecycle: event(0, secretEventLifecycle),
    valueChanged: event(1, secretEventValueChanged)
  }
};

// dist/src/api/rpc/registration.js
var EVENT_SERIAL = 1;
var eventName = {
  domain: "",
  network: "network ",
  storagePool: "storage pool ",
  nodeDevice: "node device ",
  secret: "secret "
};
var callbackName = {
  domain: "domain",
  network: "network",
  storagePool: "storage pool",
  nodeDevice: "node device",
  secret: "node device"
};
var refuse = (text2) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, text2);
var specById = /* @__PURE__ */ new Map();
for (const [family, kinds] of Object.entries(eventTable))
  specById.set(family, new Map(Object.values(kinds).map((spec) => [spec.id, spec])));
var messageFrame = (program2, spec, body) => frame({
  program: program2,
  version: 1,
  procedure: spec.number,
  type: MessageType.MESSAGE,
  serial: EVENT_SERIAL,
  status: MessageStatus.OK
}, (w) => codecOf(spec.msg).encode(w, body));
var modernBody = (spec, callbackID, payload) => {
  const fields = spec.message.msg?.fields ?? {};
  return "msg" in fields ? { callbackID, reason: 0, msg: payload } : { ...payload, callbackID };
};
var REGEX = 1;
var NOCASE = 2;
var monitorMatcher = (event2, flags) => {
  if (event2 === null)
    return () => true;
  if (flags & REGEX) {
    const pattern = new RegExp(event2, flags & NOCASE ? "i" : "");
    return (name) => pattern.test(name);
  }
  if (flags & NOCASE)
    return (name) => name.toLowerCase() === event2.toLowerCase();
  return (name) => name === event2;
};
var createRegistrations = (write, visible) => {
  const modern = /* @__PURE__ */ new Map();
  const legacy = /* @__PURE__ */ new Map();
  const monitors = /* @__PURE__ */ new Map();
  const nextId = /* @__PURE__ */ new Map();
  let unsubscribe = null;
  let unsubscribeMonitor = null;
  const takeId = (group) => {
    const id = nextId.get(group) ?? 0;
    nextId.set(group, id + 1);
    return id;
  };
  const deliver = (event2) => {
    const old = event2.family === "domain" ? legacy.get(event2.id) : void 0;
    const wanted = modern.get(event2.family);
    if (!old && !wanted)
      return;
    let seen = null;
    const may = () => {
      seen ??= visible(event2);
      return seen;
    };
    if (old?.legacy && may())
      write(messageFrame(remote.number, old.legacy, { reason: 0, ...event2.payload }));
    for (const registration of wanted?.values() ?? []) {
      if (registration.spec.id !== event2.id)
        continue;
      if (registration.object !== null && registration.object !== event2.object)
        continue;
      if (!may())
        return;
      const body = modernBody(registration.spec, registration.id, event2.payload);
      write(messageFrame(remote.number, registration.spec.message, body));
    }
  };
  const deliverMonitor = (event2) => {
    for (const [callbackID, wanted] of monitors) {
      if (wanted.object !== null && wanted.object !== event2.dom.uuid)
        continue;
      if (!wanted.matches(event2.event))
        continue;
      write(messageFrame(qemu.number, qemu.procedures.domainMonitorEvent, { callbackID, ...event2 }));
    }
  };
  return {
    register(bus, family, eventID, object) {
      const spec = specById.get(family)?.get(eventID);
      if (!spec)
        throw refuse(`unsupported ${eventName[family]}event ID ${eventID}`);
      unsubscribe ??= bus.subscribe(deliver);
      const id = takeId(family);
      const group = modern.get(family) ?? /* @__PURE__ */ new Map();
      modern.set(family, group.set(id, { id, spec, object }));
      return id;
    },
    deregister(family, callbackID) {
      if (!modern.get(family)?.delete(callbackID))
        throw refuse(`${callbackName[family]} event callback ${callbackID} not registered`);
    },
    registerLegacy(bus, eventID) {
      const spec = specById.get("domain")?.get(eventID);
      if (!spec?.legacy)
        throw refuse(`unsupported event ID ${eventID}`);
      if (legacy.has(eventID))
        throw refuse(`domain event ${eventID} already registered`);
      unsubscribe ??= bus.subscribe(deliver);
      legacy.set(eventID, spec);
    },
    deregisterLegacy(eventID) {
      if (eventID < 0 || eventID > 15)
        throw refuse(`unsupported event ID ${eventID}`);
      if (!legacy.delete(eventID))
        throw refuse(`domain event ${eventID} not registered`);
    },
    registerMonitor(bus, object, event2, flags) {
      unsubscribeMonitor ??= bus.subscribeMonitor(deliverMonitor);
      const id = takeId("monitor");
      monitors.set(id, { object, matches: monitorMatcher(event2, flags) });
      return id;
    },
    deregisterMonitor(callbackID) {
      if (!monitors.delete(callbackID))
        throw refuse(`qemu monitor event callback ${callbackID} not registered`);
    },
    clear() {
      unsubscribe?.();
      unsubscribeMonitor?.();
      unsubscribe = unsubscribeMonitor = null;
      modern.clear();
      legacy.clear();
      monitors.clear();
    }
  };
};

// dist/src/api/rpc/stream.js
var holeCodec = codecOf(StreamHole);
var SINK_HIGH_WATER = 4 << 20;
var createRpcStream = (call, port, sparse) => {
  const base = { ...call, type: MessageType.STREAM, status: MessageStatus.CONTINUE };
  let readable = null;
  let writable = null;
  let over = false;
  let pending = 0;
  let holding = false;
  const close = () => {
    if (over)
      return;
    over = true;
    if (holding)
      port.release();
    port.closed();
  };
  const fail = (error) => {
    if (over)
      return;
    port.write(errorFrame(base, asVirError(error)));
    close();
    readable?.destroy();
    writable?.destroy();
  };
  const confirm = () => {
    if (over)
      return;
    port.write(frame({ ...base, status: MessageStatus.OK }));
    close();
    readable?.destroy();
  };
  const sendData = async (data) => {
    for (let at = 0; at < data.length && !over; at += STREAM_DATA_MAX) {
      const part = data.length <= STREAM_DATA_MAX ? data : data.subarray(at, at + STREAM_DATA_MAX);
      await port.write(frameHeader(base, part.length), part);
    }
  };
  const pump = async (source) => {
    try {
      for await (const chunk of source) {
        if (over)
          return;
        if (Buffer.isBuffer(chunk)) {
          if (chunk.length > 0)
            await sendData(chunk);
        } else
          await port.write(frame({ ...base, type: MessageType.STREAM_HOLE }, (w) => holeCodec.encode(w, { length: chunk.hole, flags: 0 })));
      }
      if (!over)
        port.write(frame(base));
    } catch (error) {
      fail(error);
    }
  };
  const accept = (chunk, size) => {
    if (!writable || writable.writableEnded)
      return;
    pending += size;
    writable.write(chunk, () => {
      pending -= size;
      if (holding && pending < SINK_HIGH_WATER / 2) {
        holding = false;
        port.release();
      }
    });
    if (pending > SINK_HIGH_WATER && !holding) {
      holding = true;
      port.hold();
    }
  };
  const finish2 = () => {
    if (!writable || writable.writableFinished)
      confirm();
    else
      writable.end(() => confirm());
  };
  return {
    attach(ends) {
      readable = ends.readable ?? null;
      writable = ends.writable ?? null;
      readable?.on("error", fail);
      writable?.on("error", fail);
    },
    start() {
      if (over || !readable)
        return;
      void pump(readable);
    },
    incoming(header, payload) {
      if (over)
        return;
      if (header.type === MessageType.STREAM_HOLE) {
        if (!sparse)
          return port.drop();
        try {
          accept({ hole: holeCodec.decode(new Reader(payload)).length }, 64);
        } catch {
          port.drop();
        }
        return;
      }
      switch (header.status) {
        case MessageStatus.CONTINUE:
          if (payload.length > 0)
            return accept(payload, payload.length);
          if (writable && !readable)
            return;
          return fail(new VirError(ErrorCode.SYSTEM_ERROR, ErrorDomain.RPC, "cannot write to stream: Bad file descriptor"));
        case MessageStatus.OK:
          return finish2();
        default:
          port.write(frame({ ...base, status: MessageStatus.OK }));
          close();
          readable?.destroy();
          writable?.destroy();
      }
    },
    abort() {
      if (over)
        return;
      over = true;
      readable?.destroy();
      writable?.destroy();
    }
  };
};

// dist/src/api/rpc/peer.js
var UNREAD_MAX = 64 << 20;
var BACKLOG_MAX = 64;
var rpcError = (text2) => new VirError(ErrorCode.RPC, ErrorDomain.RPC, text2);
var servePeer = (accepted, server, transport, id) => {
  const session2 = createSession(transport.identity, transport.readOnly);
  const streams = /* @__PURE__ */ new Map();
  const waiting = [];
  let running = 0;
  let holds = 0;
  let authenticated = transport.auth === 0;
  let drained = [];
  let closed = false;
  let alive = null;
  const destroy = () => void socket.destroy();
  const write = (...parts) => {
    if (closed || socket.destroyed)
      return;
    if (parts.length > 1)
      socket.cork();
    let open2 = true;
    for (const part of parts)
      open2 = socket.write(part);
    if (parts.length > 1)
      socket.uncork();
    if (open2)
      return;
    if (socket.writableLength > UNREAD_MAX) {
      server.log.warn({ client: id, unread: socket.writableLength }, "client does not read its messages; closing");
      destroy();
      return;
    }
    return new Promise((resolve2) => drained.push(resolve2));
  };
  const hold = () => {
    if (++holds === 1)
      socket.pause();
  };
  const release = () => {
    if (--holds === 0 && !closed)
      socket.resume();
  };
  const reply = (header, spec, ret, fds) => {
    const answer = { ...header, type: MessageType.REPLY, status: MessageStatus.OK };
    const write_ = (w) => {
      if (fds.length > 0)
        w.u32(fds.length);
      if (spec.ret)
        codecOf(spec.ret).encode(w, ret);
    };
    if (fds.length > 0)
      answer.type = MessageType.REPLY_WITH_FDS;
    void write(frame(answer, write_));
    if (fds.length > 0)
      sendFds(fds);
  };
  const sendFds = (fds) => {
    hold();
    const next2 = (left) => {
      const fd = left[0];
      if (closed || fd === void 0) {
        closeFds(left);
        return release();
      }
      const handle = socket._handle;
      if (socket.writableLength > 0 || !handle || !sendDescriptor(handle.fd, fd)) {
        setTimeout(next2, 1, left);
        return;
      }
      closeFds([fd]);
      next2(left.slice(1));
    };
    next2(fds);
  };
  const refuse2 = (header, error) => {
    try {
      void write(errorFrame({ ...header, type: MessageType.REPLY }, asVirError(error)));
    } catch {
      destroy();
    }
  };
  const settle = (call, stream, ret, fds) => {
    try {
      reply(call.header, call.spec, ret, fds);
    } catch (error) {
      fail(call, stream, error);
      return;
    }
    stream?.start();
  };
  const fail = (call, stream, error) => {
    if (stream) {
      streams.delete(call.header.serial);
      stream.abort();
    }
    const shown = asVirError(error);
    if (!(error instanceof VirError))
      server.log.error({ client: id, err: error, procedure: call.name }, "call failed");
    refuse2(call.header, shown);
  };
  const streamFor = (call) => {
    if (!call.spec.stream)
      return null;
    const { serial } = call.header;
    const sparse = call.spec.wire.startsWith("STORAGE_VOL_");
    const stream = createRpcStream(call.header, { write, hold, release, drop: destroy, closed: () => void streams.delete(serial) }, sparse);
    streams.set(serial, stream);
    return stream;
  };
  const run2 = (call) => {
    const { spec, header } = call;
    let stream = null;
    let ret;
    let replyFds = [];
    try {
      const args = spec.args ? codecOf(spec.args).decode(new Reader(call.body, payloadStart(header))) : {};
      stream = streamFor(call);
      if (spec.family === "daemon") {
        const procedure2 = server.daemonProcedure(header.program, call.name);
        if (!procedure2)
          throw new VirError(ErrorCode.NO_SUPPORT, ErrorDomain.NONE, spec.api ?? spec.wire);
        ret = procedure2(peer, args);
      } else {
        ret = server.operations.invoke(session2, call.name, spec, args, {
          stream,
          fds: call.fds,
          sendFds: (fds) => {
            replyFds = fds;
          }
        });
      }
    } catch (error) {
      fail(call, stream, error);
      return;
    }
    if (!(ret instanceof Promise)) {
      settle(call, stream, ret, replyFds);
      return;
    }
    running++;
    ret.then((value) => settle(call, stream, value, replyFds), (error) => fail(call, stream, error)).finally(() => {
      running--;
      next();
    });
  };
  const payloadStart = (header) => header.type === MessageType.CALL_WITH_FDS ? HEADER_SIZE + 4 : HEADER_SIZE;
  const next = () => {
    while (!closed && waiting.length > 0 && running < server.limits.clientRequests) {
      run2(waiting.shift());
      if (waiting.length === BACKLOG_MAX - 1)
        release();
    }
  };
  const takeCall = (header, body, fds) => {
    const found = server.procedure(header.program, header.version, header.procedure);
    if (typeof found === "string")
      return refuse2(header, rpcError(found));
    if (header.status !== MessageStatus.OK)
      return refuse2(header, rpcError(`Unexpected message status ${header.status >>> 0}`));
    if (!authenticated && !found.spec.wire.startsWith("AUTH_"))
      return refuse2(header, rpcError("authentication required"));
    const call = { header, body, fds, name: found.name, spec: found.spec };
    if (running < server.limits.clientRequests || found.spec.priority === "high")
      return run2(call);
    waiting.push(call);
    if (waiting.length === BACKLOG_MAX)
      hold();
  };
  const takeFrame = (body, fds) => {
    alive?.heard();
    const header = readHeader(body);
    if (header.program === keepalive.number) {
      if (header.procedure === keepalive.procedures.ping.number)
        void write(frame({
          program: keepalive.number,
          version: 1,
          procedure: keepalive.procedures.pong.number,
          type: MessageType.MESSAGE,
          serial: 0,
          status: MessageStatus.OK
        }));
      return;
    }
    switch (header.type) {
      case MessageType.CALL:
      case MessageType.CALL_WITH_FDS:
        takeCall(header, body, fds);
        return;
      case MessageType.STREAM:
      case MessageType.STREAM_HOLE:
        streams.get(header.serial)?.incoming(header, body.subarray(HEADER_SIZE));
        return;
      default:
        return;
    }
  };
  const socket = readFrames(accepted, { frame: takeFrame, broken: destroy });
  socket.setNoDelay?.(true);
  socket.on("error", () => void 0);
  socket.on("drain", () => {
    const resolved = drained;
    drained = [];
    for (const resolve2 of resolved)
      resolve2();
  });
  socket.on("end", destroy);
  socket.on("close", () => {
    if (closed)
      return;
    closed = true;
    alive?.stop();
    peer.registrations.clear();
    for (const stream of streams.values())
      stream.abort();
    streams.clear();
    for (const call of waiting)
      closeFds(call.fds);
    for (const resolve2 of drained)
      resolve2();
    session2.end();
    server.gone(peer);
  });
  const peer = {
    id,
    since: Date.now(),
    server,
    transport,
    session: session2,
    opening: false,
    registrations: createRegistrations((data) => void write(data), (event2) => server.visible(session2, event2)),
    get authenticated() {
      return authenticated;
    },
    authType: () => transport.auth,
    async authPolkit() {
      await server.auth.polkit(transport);
      authenticated = true;
      return { complete: 1 };
    },
    async sasl(step, args) {
      const answer = await server.auth.sasl(peer, step, args);
      if (answer.complete)
        authenticated = true;
      return answer.reply;
    },
    startKeepalive() {
      const { keepaliveInterval, keepaliveCount } = server.limits;
      if (alive || keepaliveInterval <= 0)
        return;
      alive = createKeepalive({
        interval: keepaliveInterval,
        count: keepaliveCount,
        ping: (f) => void write(f),
        dead: destroy
      });
    },
    closeSoon: () => void setImmediate(() => socket.end()),
    destroy
  };
  return peer;
};

// dist/src/api/rpc/server.js
var authFor = (options, uid) => options.auth === 2 && uid === 0 ? 0 : options.auth;
var createRpcServer = (options) => {
  const byNumber = /* @__PURE__ */ new Map();
  for (const program2 of options.programs) {
    const procedures = /* @__PURE__ */ new Map();
    for (const [name, spec] of Object.entries(program2.procedures))
      if (spec.kind === "call")
        procedures.set(spec.number, { name, spec });
    byNumber.set(program2.number, { program: program2, procedures });
  }
  const peers = /* @__PURE__ */ new Map();
  const backlog = [];
  let nextId = 1;
  const anonymous = () => {
    let count2 = 0;
    for (const peer of peers.values())
      if (!peer.authenticated)
        count2++;
    return count2;
  };
  const full = () => peers.size >= options.limits.clients || anonymous() >= options.limits.anonymousClients && anonymous() > 0;
  const serve2 = (socket, listen) => {
    const identity = listen.kind === "unix" ? peerIdentity(socket) : {};
    if (listen.onlyUid !== void 0 && identity.uid !== listen.onlyUid) {
      socket.destroy();
      return;
    }
    const transport = {
      kind: listen.kind,
      readOnly: listen.readOnly,
      identity,
      address: listen.kind === "unix" ? "127.0.0.1;0" : `${socket.remoteAddress};${socket.remotePort}`,
      auth: authFor(listen, identity.uid)
    };
    const id = nextId++;
    peers.set(id, servePeer(socket, server, transport, id));
    options.changed?.(peers.size);
  };
  const accept = (socket, listen) => {
    if (!full())
      return serve2(socket, listen);
    backlog.push(() => {
      if (!socket.destroyed)
        serve2(socket, listen);
    });
  };
  const server = {
    name: options.name,
    opener: options.opener,
    operations: options.operations,
    limits: options.limits,
    auth: options.auth,
    log: options.log,
    peers,
    procedure(program2, version, number) {
      const known = byNumber.get(program2);
      if (!known || known.program.version !== version)
        return `Cannot find program ${program2 | 0} version ${version | 0}`;
      return known.procedures.get(number) ?? `unknown procedure: ${number}`;
    },
    daemonProcedure: (_program, name) => options.daemonProcedures[name],
    visible: (session2, event2) => options.visible?.(session2, event2) ?? true,
    gone(peer) {
      peers.delete(peer.id);
      options.changed?.(peers.size);
      while (backlog.length > 0 && !full())
        backlog.shift()?.();
    },
    listener(listen) {
      const listener = createServer({ pauseOnConnect: true, allowHalfOpen: false }, (socket) => accept(socket, listen));
      listener.on("error", (error) => options.log.error({ err: String(error) }, "listening socket failed"));
      return listener;
    },
    close() {
      for (const peer of [...peers.values()])
        peer.destroy();
    }
  };
  return server;
};

// dist/src/api/rpc/admin.js
var TRANSPORT = { unix: 0, tcp: 1, tls: 2 };
var count = (text2) => text2.split(/\s+/).filter(Boolean).length;
var failed = (error) => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.ADMIN, error.message);
var clientHandle = (server, peer) => ({
  srv: { name: server.name },
  id: peer.id,
  timestamp: Math.floor(peer.since / 1e3),
  transport: TRANSPORT[peer.transport.kind]
});
var clientInfo = (peer) => {
  const { transport, session: session2 } = peer;
  const { identity } = session2;
  const params = [param.boolean("readonly", session2.readOnly)];
  const text2 = (field, value) => {
    if (value !== void 0)
      params.push(param.string(field, value));
  };
  const number = (field, value) => {
    if (value !== void 0)
      params.push(param.int(field, value));
  };
  text2("sasl_user_name", identity.saslUserName);
  if (transport.kind === "unix") {
    number("unix_user_id", identity.uid);
    text2("unix_user_name", identity.userName);
    number("unix_group_id", identity.gid);
    text2("unix_group_name", identity.groupName);
    number("unix_process_id", identity.pid);
  } else {
    text2("tls_x509_dname", identity.x509dname);
    text2("sock_addr", transport.address);
  }
  text2("selinux_context", identity.selinuxContext);
  return params;
};
var settable = (params, fields, func) => {
  const values = /* @__PURE__ */ new Map();
  for (const { field, type, value } of params) {
    if (!fields.includes(field))
      throw new VirError(ErrorCode.ARGUMENT_UNSUPPORTED, ErrorDomain.ADMIN, `parameter '${field}' not supported`);
    if (type !== 2)
      throw invalidArgument(ErrorDomain.ADMIN, `invalid type '${type}' requested for parameter '${field}', actual type is 'uint'`, func, field);
    values.set(field, Number(value));
  }
  return values;
};
var createAdminServer = (options) => {
  const opened2 = /* @__PURE__ */ new WeakSet();
  const pools = /* @__PURE__ */ new Map();
  const serverNamed = (args, key) => {
    const name = key === "name" ? args.name : args.srv.name;
    const found = options.servers().find((server) => server.name === name);
    if (!found)
      throw new VirError(ErrorCode.NO_SERVER, ErrorDomain.RPC, `No server named '${name}'`);
    return found;
  };
  const clientOf = (server, id) => {
    const peer = server.peers.get(id);
    if (!peer)
      throw new VirError(ErrorCode.NO_CLIENT, ErrorDomain.RPC, `No client with matching ID '${id}'`);
    return peer;
  };
  const byHandle = (args) => {
    const { srv, id } = args.clnt;
    return clientOf(serverNamed({ srv }, "srv"), id);
  };
  const pool = (server) => {
    const known = pools.get(server.name) ?? { min: 5, max: 20, prio: 5 };
    pools.set(server.name, known);
    return known;
  };
  const procedures = {
    connectOpen: (peer) => {
      if (opened2.has(peer))
        throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, "connection already open");
      opened2.add(peer);
    },
    connectClose: (peer) => peer.closeSoon(),
    connectGetLibVersion: () => ({ libVer: LIBVIRT_VERSION }),
    connectListServers: () => {
      const servers = options.servers().map(({ name }) => ({ name }));
      return { servers, ret: servers.length };
    },
    connectLookupServer: (_peer, args) => ({ srv: { name: serverNamed(args, "name").name } }),
    serverGetThreadpoolParameters: (_peer, args) => {
      const { min, max, prio } = pool(serverNamed(args, "srv"));
      return {
        params: [
          param.uint("minWorkers", min),
          param.uint("maxWorkers", max),
          param.uint("nWorkers", min),
          param.uint("freeWorkers", min),
          param.uint("prioWorkers", prio),
          param.uint("jobQueueDepth", 0)
        ]
      };
    },
    serverSetThreadpoolParameters: (_peer, args) => {
      const known = pool(serverNamed(args, "srv"));
      const values = settable(args.params, ["minWorkers", "maxWorkers", "prioWorkers"], "virNetServerSetThreadPoolParameters");
      const min = values.get("minWorkers") ?? known.min;
      const max = values.get("maxWorkers") ?? known.max;
      if (min > max)
        throw invalidArgument(ErrorDomain.RPC, "minWorkers must not be greater than maxWorkers", "virThreadPoolSetParameters", "minWorkers");
      Object.assign(known, { min, max, prio: values.get("prioWorkers") ?? known.prio });
    },
    serverListClients: (_peer, args) => {
      const server = serverNamed(args, "srv");
      const clients = [...server.peers.values()].map((peer) => clientHandle(server, peer));
      return { clients, ret: clients.length };
    },
    serverLookupClient: (_peer, args) => {
      const server = serverNamed(args, "srv");
      return { clnt: clientHandle(server, clientOf(server, args.id)) };
    },
    clientGetInfo: (_peer, args) => ({ params: clientInfo(byHandle(args)) }),
    clientClose: (_peer, args) => byHandle(args).closeSoon(),
    serverGetClientLimits: (_peer, args) => {
      const { limits, peers } = serverNamed(args, "srv");
      return {
        params: [
          param.uint("nclients_max", limits.clients),
          param.uint("nclients", peers.size),
          param.uint("nclients_unauth_max", limits.anonymousClients),
          param.uint("nclients_unauth", [...peers.values()].filter((peer) => !peer.authenticated).length)
        ]
      };
    },
    serverSetClientLimits: (_peer, args) => {
      const { limits } = serverNamed(args, "srv");
      const values = settable(args.params, ["nclients_max", "nclients_unauth_max"], "virNetServerSetClientLimits");
      const clients = values.get("nclients_max") ?? limits.clients;
      const anonymousClients = values.get("nclients_unauth_max") ?? limits.anonymousClients;
      if (clients < anonymousClients)
        throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.RPC, "The overall maximum number of clients must be greater than the maximum number of clients waiting for authentication");
      Object.assign(limits, { clients, anonymousClients });
    },
    connectGetLoggingOutputs: () => ({
      outputs: options.daemonLog.outputs,
      noutputs: count(options.daemonLog.outputs)
    }),
    connectGetLoggingFilters: () => ({
      filters: options.daemonLog.filters || null,
      nfilters: count(options.daemonLog.filters)
    }),
    connectSetLoggingOutputs: (_peer, args) => {
      try {
        options.daemonLog.setOutputs(args.outputs || "3:stderr");
      } catch (error) {
        throw failed(error);
      }
    },
    connectSetLoggingFilters: (_peer, args) => {
      try {
        options.daemonLog.setFilters(args.filters ?? "");
      } catch (error) {
        throw failed(error);
      }
    },
    serverUpdateTlsFiles: (_peer, args) => {
      serverNamed(args, "srv");
      throw new VirError(ErrorCode.SYSTEM_ERROR, ErrorDomain.RPC, "no TLS service found, unable to update TLS certificates", { str1: "%s", int1: 22 });
    },
    connectSetDaemonTimeout: (_peer, args) => options.setTimeout(args.timeout),
    connectDaemonShutdown: () => void setImmediate(options.shutdown)
  };
  return createRpcServer({ ...options, name: "admin", programs: [admin], daemonProcedures: procedures });
};

// dist/src/api/rpc/auth.js
var POLKIT_MS = 6e4;
var askPolkit = async (subject, action) => {
  const { systemBus, Variant } = await Promise.resolve().then(() => __toESM(require_dbus_next(), 1));
  const bus = systemBus();
  try {
    const proxy = await bus.getProxyObject("org.freedesktop.PolicyKit1", "/org/freedesktop/PolicyKit1/Authority");
    const authority = proxy.getInterface("org.freedesktop.PolicyKit1.Authority");
    const process2 = {
      pid: new Variant("u", subject.pid),
      "start-time": new Variant("t", BigInt(subject.startTime)),
      uid: new Variant("i", subject.uid)
    };
    const [allowed, , details] = await authority.CheckAuthorization(["unix-process", process2], action, {}, 1, "");
    return { allowed, dismissed: "polkit.dismissed" in details };
  } finally {
    bus.disconnect();
  }
};
var createAuthenticator = (log) => ({
  async polkit({ identity, readOnly }) {
    const { pid, uid, startTime } = identity;
    const action = readOnly ? "org.libvirt.unix.monitor" : "org.libvirt.unix.manage";
    const refuse2 = (code, text2) => new VirError(code, ErrorDomain.POLKIT, text2);
    if (pid === void 0 || uid === void 0 || startTime === void 0)
      throw refuse2(ErrorCode.AUTH_FAILED, "authentication failed");
    const deadline = new Promise((_, reject) => setTimeout(() => reject(new Error("no answer from polkit")), POLKIT_MS).unref());
    let answer;
    try {
      answer = await Promise.race([askPolkit({ pid, uid, startTime }, action), deadline]);
    } catch (error) {
      log.warn({ err: String(error), pid, uid }, "polkit cannot be asked; access is refused");
      throw refuse2(ErrorCode.AUTH_UNAVAILABLE, `no polkit agent available to authenticate action '${action}'`);
    }
    if (answer.allowed)
      return;
    if (answer.dismissed)
      throw refuse2(ErrorCode.AUTH_CANCELLED, "user cancelled authentication process");
    throw refuse2(ErrorCode.AUTH_FAILED, "access denied by policy");
  },
  async sasl() {
    throw new VirError(ErrorCode.AUTH_FAILED, ErrorDomain.RPC, "authentication failed");
  }
});

// dist/src/api/rpc/handshake.js
var daemonFeatures = /* @__PURE__ */ new Set([8, 9, 10, 14, 15, 16]);
var KEEPALIVE_FEATURE = 10;
var internal = (text2) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, text2);
var opened = (peer) => {
  const { connection } = peer.session;
  if (!connection)
    throw internal("hypervisor connection not open");
  return connection;
};
var uuidOf = (object) => object?.uuid ?? null;
var nameOf2 = (object) => object?.name ?? null;
var registerAny = (family, objectOf2) => (peer, args) => ({
  callbackID: peer.registrations.register(opened(peer).events, family, args.eventID, objectOf2(args))
});
var deregisterAny = (family) => (peer, args) => {
  opened(peer);
  peer.registrations.deregister(family, args.callbackID);
};
var identityFields = {
  "unix-user-name": "userName",
  "unix-user-id": "uid",
  "unix-group-name": "groupName",
  "unix-group-id": "gid",
  "unix-process-id": "pid",
  "sasl-user-name": "saslUserName",
  "x509-distinguished-name": "x509dname",
  "selinux-context": "selinuxContext"
};
var open = async (peer, args) => {
  const { session: session2 } = peer;
  if (session2.connection || peer.opening)
    throw internal("connection already open");
  if (args.name === null)
    throw internal("connection not open");
  peer.opening = true;
  try {
    const readOnly = session2.readOnly || (args.flags & 1) !== 0;
    const connection = await peer.server.opener.open(args.name, readOnly);
    if (session2.ended.aborted) {
      connection.close();
      return;
    }
    session2.readOnly = readOnly;
    session2.connection = connection;
  } finally {
    peer.opening = false;
  }
};
var daemonProcedures = {
  connectOpen: open,
  connectClose: (peer) => peer.closeSoon(),
  connectGetURI: (peer) => ({ uri: opened(peer).uri }),
  connectGetLibVersion: (peer) => {
    opened(peer);
    return { lib_ver: LIBVIRT_VERSION };
  },
  connectSupportsFeature: (peer, args) => {
    const feature = args.feature;
    if (feature === KEEPALIVE_FEATURE)
      peer.startKeepalive();
    if (daemonFeatures.has(feature))
      return { supported: 1 };
    return { supported: opened(peer).features.has(feature) ? 1 : 0 };
  },
  connectRegisterCloseCallback: (peer) => void opened(peer),
  connectUnregisterCloseCallback: (peer) => void opened(peer),
  connectSetIdentity: (peer, args) => {
    opened(peer);
    if (peer.session.readOnly)
      throw new VirError(ErrorCode.OPERATION_DENIED, ErrorDomain.NONE, "read only access prevents virConnectSetIdentity");
    const identity = {};
    for (const { field, value } of args.params) {
      const key = identityFields[field];
      if (key)
        identity[key] = value;
    }
    peer.session.identity = identity;
  },
  authList: (peer) => ({ types: [peer.authType()] }),
  authPolkit: (peer) => peer.authPolkit(),
  authSaslInit: (peer) => peer.sasl("init", null),
  authSaslStart: (peer, args) => peer.sasl("start", args),
  authSaslStep: (peer, args) => peer.sasl("step", args),
  connectDomainEventCallbackRegisterAny: registerAny("domain", (args) => uuidOf(args.dom)),
  connectDomainEventCallbackDeregisterAny: deregisterAny("domain"),
  connectNetworkEventRegisterAny: registerAny("network", (args) => uuidOf(args.net)),
  connectNetworkEventDeregisterAny: deregisterAny("network"),
  connectStoragePoolEventRegisterAny: registerAny("storagePool", (args) => uuidOf(args.pool)),
  connectStoragePoolEventDeregisterAny: deregisterAny("storagePool"),
  connectNodeDeviceEventRegisterAny: registerAny("nodeDevice", (args) => nameOf2(args.dev)),
  connectNodeDeviceEventDeregisterAny: deregisterAny("nodeDevice"),
  connectSecretEventRegisterAny: registerAny("secret", (args) => uuidOf(args.secret)),
  connectSecretEventDeregisterAny: deregisterAny("secret"),
  connectDomainEventRegister: (peer) => {
    peer.registrations.registerLegacy(opened(peer).events, 0);
    return { cb_registered: 1 };
  },
  connectDomainEventDeregister: (peer) => {
    opened(peer);
    peer.registrations.deregisterLegacy(0);
    return { cb_registered: 0 };
  },
  connectDomainEventRegisterAny: (peer, args) => peer.registrations.registerLegacy(opened(peer).events, args.eventID),
  connectDomainEventDeregisterAny: (peer, args) => {
    opened(peer);
    peer.registrations.deregisterLegacy(args.eventID);
  },
  connectDomainQemuMonitorEventRegister: (peer, args) => ({
    callbackID: peer.registrations.registerMonitor(opened(peer).events, uuidOf(args.dom), args.event, args.flags)
  }),
  connectDomainQemuMonitorEventDeregister: (peer, args) => {
    opened(peer);
    peer.registrations.deregisterMonitor(args.callbackID);
  }
};

// dist/src/daemon/cli.js
import { parseArgs } from "node:util";
var UsageError = class extends Error {
};
var usage = (program2) => `
Usage:
  ${program2} [options]

Options:
  -h | --help            Display program help
  -v | --verbose         Verbose messages
  -d | --daemon          Run as a daemon & write PID file
  -l | --listen          Listen for TCP/IP connections
  -t | --timeout <secs>  Exit after timeout period
  -f | --config <file>   Configuration file
  -V | --version         Display version information
  -p | --pid-file <file> Change name of PID file
       --root <dir>      Keep everything below a directory: sockets, configuration, state
       --rest <address>  REST at HOST:PORT or unix:PATH ('none' for no REST)
       --matrix          Print which driver answers which procedure (--json for programs)
`;
var versionText = (program2) => `${program2} (virtlight) ${VIRTLIGHT_VERSION}, compatible with libvirt ${LIBVIRT_VERSION_TEXT}
`;
var parseCommandLine = (argv) => {
  const parsed = (() => {
    try {
      return parseArgs({
        args: [...argv],
        strict: true,
        allowPositionals: false,
        options: {
          help: { type: "boolean", short: "h" },
          verbose: { type: "boolean", short: "v" },
          daemon: { type: "boolean", short: "d" },
          listen: { type: "boolean", short: "l" },
          timeout: { type: "string", short: "t" },
          config: { type: "string", short: "f" },
          version: { type: "boolean", short: "V" },
          "pid-file": { type: "string", short: "p" },
          root: { type: "string" },
          rest: { type: "string", multiple: true },
          matrix: { type: "boolean" },
          json: { type: "boolean" }
        }
      }).values;
    } catch (error) {
      throw new UsageError(error.message);
    }
  })();
  let timeout = null;
  if (parsed.timeout !== void 0) {
    timeout = Number(parsed.timeout);
    if (!/^[0-9]+$/.test(parsed.timeout) || timeout <= 0)
      throw new UsageError(`Invalid value for timeout: '${parsed.timeout}'`);
  }
  return {
    root: parsed.root ?? null,
    rest: parsed.rest ?? [],
    config: parsed.config ?? null,
    pidFile: parsed["pid-file"] ?? null,
    timeout,
    listen: parsed.listen ?? false,
    daemon: parsed.daemon ?? false,
    verbose: parsed.verbose ?? false,
    action: parsed.help ? "help" : parsed.version ? "version" : parsed.matrix ? "matrix" : "serve",
    json: parsed.json ?? false
  };
};

// dist/src/daemon/config.js
import { readFileSync as readFileSync2 } from "node:fs";

// dist/schemas/config.js
var configKeys = {
  "libvirtd.conf": {
    listen_tls: "bool",
    listen_tcp: "bool",
    tls_port: "text",
    tcp_port: "text",
    listen_addr: "text",
    unix_sock_group: "text",
    unix_sock_ro_perms: "text",
    unix_sock_rw_perms: "text",
    unix_sock_admin_perms: "text",
    unix_sock_dir: "text",
    auth_unix_ro: "text",
    auth_unix_rw: "text",
    auth_tcp: "text",
    auth_tls: "text",
    tcp_min_ssf: "int",
    key_file: "text",
    cert_file: "text",
    ca_file: "text",
    crl_file: "text",
    tls_no_verify_certificate: "bool",
    tls_no_sanity_certificate: "bool",
    tls_allowed_dn_list: "list",
    tls_priority: "text",
    sasl_allowed_username_list: "list",
    access_drivers: "list",
    min_workers: "int",
    max_workers: "int",
    max_clients: "int",
    max_queued_clients: "int",
    max_anonymous_clients: "int",
    max_client_requests: "int",
    prio_workers: "int",
    admin_min_workers: "int",
    admin_max_workers: "int",
    admin_max_clients: "int",
    admin_max_queued_clients: "int",
    admin_max_client_requests: "int",
    log_level: "int",
    log_filters: "text",
    log_outputs: "text",
    audit_level: "int",
    audit_logging: "bool",
    keepalive_interval: "int",
    keepalive_count: "int",
    keepalive_required: "bool",
    admin_keepalive_interval: "int",
    admin_keepalive_count: "int",
    admin_keepalive_required: "bool",
    host_uuid: "text",
    host_uuid_source: "text",
    ovs_timeout: "int"
  },
  "qemu.conf": {
    default_tls_x509_cert_dir: "text",
    default_tls_x509_verify: "bool",
    default_tls_x509_secret_uuid: "text",
    vnc_listen: "text",
    vnc_auto_unix_socket: "bool",
    vnc_tls: "bool",
    vnc_tls_x509_cert_dir: "text",
    vnc_tls_x509_secret_uuid: "text",
    vnc_tls_x509_verify: "bool",
    vnc_password: "text",
    vnc_sasl: "bool",
    vnc_sasl_dir: "text",
    vnc_allow_host_audio: "bool",
    spice_listen: "text",
    spice_tls: "bool",
    spice_auto_unix_socket: "bool",
    spice_password: "text",
    spice_sasl: "bool",
    spice_sasl_dir: "text",
    rdp_listen: "text",
    rdp_tls_x509_cert_dir: "text",
    rdp_username: "text",
    rdp_password: "text",
    chardev_tls: "bool",
    chardev_tls_x509_cert_dir: "text",
    chardev_tls_x509_verify: "bool",
    chardev_tls_x509_secret_uuid: "text",
    migrate_tls_x509_cert_dir: "text",
    migrate_tls_x509_verify: "bool",
    migrate_tls_x509_secret_uuid: "text",
    migrate_tls_force: "bool",
    backup_tls_x509_cert_dir: "text",
    backup_tls_x509_verify: "bool",
    backup_tls_x509_secret_uuid: "text",
    vxhs_tls: "bool",
    vxhs_tls_x509_cert_dir: "text",
    vxhs_tls_x509_secret_uuid: "text",
    nbd_tls: "bool",
    nbd_tls_x509_cert_dir: "text",
    nbd_tls_x509_secret_uuid: "text",
    nographics_allow_host_audio: "bool",
    remote_display_port_min: "int",
    remote_display_port_max: "int",
    remote_websocket_port_min: "int",
    remote_websocket_port_max: "int",
    security_driver: "text",
    security_default_confined: "bool",
    security_require_confined: "bool",
    user: "text",
    group: "text",
    dynamic_ownership: "bool",
    remember_owner: "bool",
    cgroup_controllers: "list",
    cgroup_device_acl: "list",
    seccomp_sandbox: "int",
    namespaces: "list",
    save_image_format: "text",
    dump_image_format: "text",
    snapshot_image_format: "text",
    auto_dump_path: "text",
    auto_dump_bypass_cache: "bool",
    auto_start_bypass_cache: "bool",
    auto_start_delay: "int",
    auto_shutdown_try_save: "text",
    auto_shutdown_try_shutdown: "text",
    auto_shutdown_poweroff: "text",
    auto_shutdown_wait: "int",
    auto_shutdown_restore: "bool",
    auto_save_bypass_cache: "bool",
    hugetlbfs_mount: "text",
    bridge_helper: "text",
    pr_helper: "text",
    slirp_helper: "text",
    qemu_rdp: "text",
    dbus_daemon: "text",
    set_process_name: "bool",
    max_processes: "int",
    max_files: "int",
    max_core: "int",
    dump_guest_core: "bool",
    stdio_handler: "text",
    max_threads_per_process: "int",
    sched_core: "text",
    mac_filter: "bool",
    relaxed_acs_check: "bool",
    allow_disk_format_probing: "bool",
    lock_manager: "text",
    max_queued: "int",
    keepalive_interval: "int",
    keepalive_count: "int",
    migration_address: "text",
    migration_port_min: "int",
    migration_port_max: "int",
    migration_host: "text",
    log_timestamp: "bool",
    nvram: "list",
    gluster_debug_level: "int",
    virtiofsd_debug: "bool",
    deprecation_behavior: "text",
    memory_backing_dir: "text",
    swtpm_user: "text",
    swtpm_group: "text",
    capability_filters: "list",
    storage_use_nbdkit: "bool",
    shared_filesystems: "list",
    clear_emulator_capabilities: "bool"
  },
  "network.conf": {
    firewall_backend: "text"
  },
  "libxl.conf": {
    autoballoon: "bool",
    lock_manager: "text",
    keepalive_interval: "int",
    keepalive_count: "int",
    nested_hvm: "bool"
  },
  "libvirt.conf": {
    uri_aliases: "list",
    uri_default: "text",
    remote_mode: "text"
  },
  "secret.conf": {
    secrets_encryption_key: "text",
    encrypt_data: "bool"
  }
};

// dist/src/daemon/config.js
var parseConfig = (text2, name) => {
  const entries = /* @__PURE__ */ new Map();
  let at = 0;
  let line = 1;
  const fail = (what) => {
    throw new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.CONF, `${name}:${line}: ${what}`);
  };
  const blank = () => {
    while (text2[at] === " " || text2[at] === "	")
      at++;
  };
  const space = () => {
    for (; ; ) {
      blank();
      if (text2[at] === "#")
        while (at < text2.length && text2[at] !== "\n")
          at++;
      if (text2[at] === "\r")
        at++;
      if (text2[at] !== "\n")
        return;
      at++;
      line++;
    }
  };
  const quoted = () => {
    const quote = text2[at];
    if (quote === '"' && text2.startsWith('"""', at)) {
      const end = text2.indexOf('"""', at + 3);
      if (end < 0)
        fail("unterminated string");
      const value2 = text2.slice(at + 3, end);
      line += value2.split("\n").length - 1;
      at = end + 3;
      return value2;
    }
    const start = ++at;
    while (at < text2.length && text2[at] !== quote && text2[at] !== "\n")
      at++;
    if (text2[at] !== quote)
      fail("unterminated string");
    return text2.slice(start, at++);
  };
  const scalar2 = () => {
    const c = text2[at];
    if (c === '"' || c === "'")
      return quoted();
    const number = /^-?[0-9]+/.exec(text2.slice(at, at + 24))?.[0];
    if (number === void 0)
      return fail("expecting a value");
    at += number.length;
    return Number(number);
  };
  const value = () => {
    blank();
    if (text2[at] !== "[")
      return scalar2();
    at++;
    const list = [];
    space();
    while (text2[at] !== "]") {
      if (at >= text2.length)
        fail("list is not closed with ]");
      if (text2[at] !== '"' && text2[at] !== "'")
        fail("expecting a value");
      list.push(quoted());
      space();
      if (text2[at] === ",") {
        at++;
        space();
      } else if (text2[at] !== "]")
        fail("expecting a separator in list");
    }
    at++;
    return list;
  };
  for (space(); at < text2.length; space()) {
    const key = /^[A-Za-z_][A-Za-z0-9_.-]*/.exec(text2.slice(at, at + 128))?.[0];
    if (key === void 0)
      return fail("expecting a name");
    at += key.length;
    blank();
    if (text2[at] !== "=" && text2[at] !== ":")
      fail("expecting an assignment");
    at++;
    const started = line;
    entries.set(key, { value: value(), line: started });
    blank();
    if (text2[at] === "#")
      while (at < text2.length && text2[at] !== "\n")
        at++;
    if (text2[at] === "\r")
      at++;
    if (at < text2.length && text2[at] !== "\n")
      fail("expecting a separator");
  }
  return entries;
};
var kindText = {
  text: "string",
  int: "int",
  bool: "0 or 1",
  list: "list of strings"
};
var fits = (kind, value) => {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "int":
      return typeof value === "number";
    case "bool":
      return value === 0 || value === 1;
    case "list":
      return Array.isArray(value) || typeof value === "string";
  }
};
var readConfig = (path, file) => {
  let text2;
  try {
    text2 = readFileSync2(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT")
      return {};
    throw new VirError(ErrorCode.OPEN_FAILED, ErrorDomain.CONF, `${path}: ${error.message}`);
  }
  const keys = configKeys[file] ?? {};
  const values = {};
  for (const [key, { value, line }] of parseConfig(text2, path)) {
    const kind = keys[key];
    if (!kind)
      throw new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.CONF, `${path}:${line}: unknown setting '${key}'`);
    if (!fits(kind, value))
      throw new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.CONF, `${path}:${line}: invalid value for '${key}': expected ${kindText[kind]}`);
    values[key] = kind === "list" && typeof value === "string" ? [value] : value;
  }
  return values;
};
var settings = (values) => ({
  text: (key, otherwise) => values[key] ?? otherwise,
  int: (key, otherwise) => values[key] ?? otherwise,
  flag: (key, otherwise) => key in values ? values[key] === 1 : otherwise,
  list: (key) => values[key] ?? []
});

// dist/src/drivers/events.js
var objectOf = (family, payload) => {
  const handle = { domain: "dom", network: "net", storagePool: "pool", nodeDevice: "dev", secret: "secret" }[family];
  const object = payload[handle];
  return object.uuid ?? object.name ?? "";
};
var createEventBus = (memory = 4096) => {
  const listeners = /* @__PURE__ */ new Set();
  const monitorListeners = /* @__PURE__ */ new Set();
  let journal = [];
  let sequence = 0;
  return {
    emit(family, kind, payload) {
      const spec = eventTable[family][kind];
      const body = payload;
      const event2 = {
        sequence: ++sequence,
        time: Date.now(),
        family,
        kind,
        id: spec.id,
        object: objectOf(family, body),
        payload: body
      };
      journal.push(event2);
      if (journal.length >= memory * 2)
        journal = journal.slice(-memory);
      for (const listener of [...listeners])
        listener(event2);
    },
    emitMonitor(event2) {
      for (const listener of [...monitorListeners])
        listener(event2);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    subscribeMonitor(listener) {
      monitorListeners.add(listener);
      return () => void monitorListeners.delete(listener);
    },
    since(after) {
      const events = journal.filter((event2) => event2.sequence > after);
      return { events, gap: after < sequence && (events[0]?.sequence ?? sequence + 1) > after + 1 };
    },
    get sequence() {
      return sequence;
    }
  };
};

// dist/src/drivers/table.js
var tableFamilies = [
  "hypervisor",
  "network",
  "storage",
  "interface",
  "nodedev",
  "nwfilter",
  "secret"
];
var unsupported = (reason) => ({ unsupported: reason });
var isUnsupported = (slot) => typeof slot === "object" && slot !== null && "unsupported" in slot;
var byFamily = /* @__PURE__ */ new Map();
for (const program2 of [remote, qemu, lxc]) {
  for (const [name, spec] of Object.entries(program2.procedures)) {
    if (spec.kind !== "call" || spec.family === "daemon")
      continue;
    const family = byFamily.get(spec.family) ?? /* @__PURE__ */ new Map();
    byFamily.set(spec.family, family.set(name, spec));
  }
}
var proceduresOf = (family) => byFamily.get(family) ?? /* @__PURE__ */ new Map();
var tableWith = (family, slots, otherwise) => {
  const rest = unsupported(otherwise);
  const table = {};
  for (const name of proceduresOf(family).keys())
    table[name] = rest;
  return Object.assign(table, slots);
};

// dist/src/daemon/drivers.js
var placeholder = () => {
  const tables = Object.fromEntries(tableFamilies.map((family) => [family, tableWith(family, {}, "not built yet")]));
  return {
    name: "test",
    schemes: ["test"],
    matrix: () => tables,
    start: async () => void 0,
    probe: () => "test:///default",
    open: ({ uri }) => ({
      uri: uri.href,
      driver: "test",
      tables,
      events: createEventBus(),
      features: /* @__PURE__ */ new Set(),
      close: () => void 0
    }),
    stop: async () => void 0
  };
};
var createDrivers = (_host) => [placeholder()];

// dist/src/daemon/host-uuid.js
import { createHash } from "node:crypto";
import { readFileSync as readFileSync3 } from "node:fs";
var read = (path) => {
  try {
    return readFileSync3(path, "utf8").trim();
  } catch {
    return null;
  }
};
var dashed = (text2) => {
  const hex = text2.replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex) || /^(.)\1*$/.test(hex))
    return null;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
var hostUuid = (config) => {
  const source = config.host_uuid_source ?? "smbios";
  const candidates = [
    config.host_uuid,
    source === "smbios" ? read("/sys/class/dmi/id/product_uuid") : null,
    read("/etc/machine-id"),
    createHash("sha256").update(read("/proc/sys/kernel/hostname") ?? "host").digest("hex").slice(0, 32)
  ];
  for (const candidate of candidates) {
    const uuid2 = candidate ? dashed(candidate) : null;
    if (uuid2)
      return uuid2;
  }
  return "00000000-0000-4000-8000-000000000001";
};

// dist/src/daemon/listen.js
import { chmodSync, chownSync, mkdirSync, readFileSync as readFileSync4, unlinkSync } from "node:fs";
import { dirname } from "node:path";
var groupId = (name) => {
  for (const line of readFileSync4("/etc/group", "utf8").split("\n")) {
    const [group, , id] = line.split(":");
    if (group === name)
      return Number(id);
  }
  throw new Error(`Failed to find group '${name}': no such group in /etc/group`);
};
var listening = (server, how) => new Promise((resolve2, reject) => {
  server.once("error", reject);
  server.listen(how, () => {
    server.removeListener("error", reject);
    resolve2();
  });
});
var listenUnix = async (server, path, options) => {
  mkdirSync(dirname(path), { recursive: true, mode: 493 });
  try {
    unlinkSync(path);
  } catch (error) {
    if (error.code !== "ENOENT")
      throw error;
  }
  const before = process.umask(511 & ~options.mode);
  try {
    const bound = listening(server, { path, backlog: options.backlog });
    process.umask(before);
    await bound;
  } finally {
    process.umask(before);
  }
  chmodSync(path, options.mode);
  if (options.group !== void 0)
    chownSync(path, -1, options.group);
};
var listenTcp = (server, host, port, backlog) => listening(server, { host, port, backlog });
var listenFd = (server, fd) => listening(server, { fd });

// dist/src/daemon/lock.js
import { closeSync as closeSync2, constants as constants2, fsyncSync, ftruncateSync, mkdirSync as mkdirSync2, openSync, readFileSync as readFileSync5, writeSync } from "node:fs";
import { connect } from "node:net";
import { dirname as dirname2 } from "node:path";
var fcntl = libc.func("int fcntl(int, int, ...)");
var F_SETLK = 6;
var F_WRLCK = 1;
var AlreadyRunning = class extends Error {
};
var wholeFile = () => {
  const lock = Buffer.alloc(32);
  lock.writeInt16LE(F_WRLCK, 0);
  return lock;
};
var acquirePidFile = (path) => {
  mkdirSync2(dirname2(path), { recursive: true, mode: 493 });
  const fd = openSync(path, constants2.O_RDWR | constants2.O_CREAT, 420);
  if (fcntl(fd, F_SETLK, "void *", wholeFile()) !== 0) {
    const code = errno();
    closeSync2(fd);
    const holder = readFileSync5(path, "utf8").trim();
    throw new AlreadyRunning(`Failed to acquire pid file '${path}': ${strerror(code)}. Another libvirtd or virtlightd (process ${holder}) serves these places; stop it first, or use --root DIR for a daemon of its own`);
  }
  ftruncateSync(fd, 0);
  writeSync(fd, `${process.pid}
`, 0);
  fsyncSync(fd);
  return { release: () => closeSync2(fd) };
};
var isServed = (path) => new Promise((resolve2) => {
  const socket = connect(path);
  const end = (answer) => {
    socket.destroy();
    resolve2(answer);
  };
  socket.setTimeout(2e3, () => end(true));
  socket.on("connect", () => end(true));
  socket.on("error", () => end(false));
});

// dist/src/daemon/log.js
var import_pino = __toESM(require_pino(), 1);
import { mkdirSync as mkdirSync3 } from "node:fs";
import { dirname as dirname3 } from "node:path";
var pinoLevels = { 1: "debug", 2: "info", 3: "warn", 4: "error" };
var words = { 20: "debug", 30: "info", 40: "warning", 50: "error", 60: "error" };
var plain = (line) => {
  const time = new Date(line.time).toISOString().replace("T", " ").replace("Z", "+0000");
  const { level, msg, pid, hostname: _h, time: _t, name: _n, ...rest } = line;
  const extras = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
  return `${time}: ${pid}: ${words[level] ?? "info"} : ${msg ?? ""}${extras}
`;
};
var syslogPriority = { 20: 7, 30: 6, 40: 4, 50: 3, 60: 2 };
var makeOutput = (text2) => {
  const match = /^([1-4]):(stderr|journald|syslog|file)(?::(.*))?$/.exec(text2.trim());
  if (!match)
    throw new Error(`invalid log output '${text2}': expected LEVEL:stderr, journald, syslog:NAME or file:PATH`);
  const level = Number(match[1]);
  const argument = match[3] ?? "";
  switch (match[2]) {
    case "file": {
      if (!argument.startsWith("/"))
        throw new Error(`invalid log output '${text2}': an absolute path is needed`);
      mkdirSync3(dirname3(argument), { recursive: true, mode: 448 });
      const file = import_pino.default.destination({ dest: argument, sync: true, mkdir: true, mode: 384 });
      return { level, write: (line) => file.write(plain(line)) };
    }
    case "journald":
      return {
        level,
        write: (line) => void sendDatagram("/run/systemd/journal/socket", `MESSAGE=${String(line.msg ?? "").replaceAll("\n", " ")}
PRIORITY=${syslogPriority[line.level]}
SYSLOG_IDENTIFIER=virtlightd
LIBVIRT_SOURCE=virtlight
`)
      };
    case "syslog":
      return {
        level,
        write: (line) => void sendDatagram("/dev/log", `<${24 + (syslogPriority[line.level] ?? 6)}>${argument || "virtlightd"}[${process.pid}]: ${line.msg ?? ""}`)
      };
    default:
      return { level, write: (line) => void process.stderr.write(plain(line)) };
  }
};
var redact = { paths: ["password", "secret", "value", "*.password", "*.secret"], censor: "***" };
var createLog = (level, outputs) => {
  let sinks = [];
  const destination = {
    write(text2) {
      const line = JSON.parse(text2);
      const own = line.level / 10 - 1;
      for (const sink of sinks)
        if (own >= sink.level)
          sink.write(line);
    }
  };
  const root = (0, import_pino.default)({ level: pinoLevels[level], redact }, destination);
  const log = {
    logger: root,
    outputs,
    filters: "",
    setLevel(next) {
      root.level = pinoLevels[next];
    },
    setOutputs(text2) {
      sinks = text2.split(/\s+/).filter(Boolean).map(makeOutput);
      log.outputs = text2;
    },
    setFilters(text2) {
      for (const filter of text2.split(/\s+/).filter(Boolean))
        if (!/^[1-4]:.+$/.test(filter))
          throw new Error(`invalid log filter '${filter}': expected LEVEL:NAME`);
      log.filters = text2;
      const lowest = Math.min(level, ...text2.split(/\s+/).filter(Boolean).map((f) => Number(f[0])));
      root.level = pinoLevels[lowest];
    }
  };
  log.setOutputs(outputs);
  return log;
};

// dist/src/daemon/operations.js
var STRING_OKAY = 4;
var apiDomain = (spec) => {
  switch (spec.family) {
    case "network":
      return ErrorDomain.NETWORK;
    case "storage":
      return ErrorDomain.STORAGE;
    case "interface":
      return ErrorDomain.INTERFACE;
    case "nodedev":
      return ErrorDomain.NODEDEV;
    case "nwfilter":
      return ErrorDomain.NWFILTER;
    case "secret":
      return ErrorDomain.SECRET;
    default:
      if (spec.wire.includes("SNAPSHOT"))
        return ErrorDomain.DOMAIN_SNAPSHOT;
      if (spec.wire.includes("CHECKPOINT"))
        return ErrorDomain.DOMAIN_CHECKPOINT;
      if (spec.wire.startsWith("NODE_DEVICE"))
        return ErrorDomain.NODEDEV;
      if (spec.api?.includes("Qemu") || spec.api?.includes("Lxc"))
        return ErrorDomain.NONE;
      return ErrorDomain.DOMAIN;
  }
};
var driverDomains = {
  kvm: ErrorDomain.QEMU,
  libxl: ErrorDomain.LIBXL,
  test: ErrorDomain.TEST
};
var driverDomain = (spec, connection) => spec.family === "hypervisor" || connection.driver === "test" ? driverDomains[connection.driver] : apiDomain(spec);
var checkReadOnly = (spec, args) => {
  const rule = spec.readOnly;
  if (rule === true || rule === void 0)
    return;
  const deny = (text2) => {
    throw new VirError(ErrorCode.OPERATION_DENIED, apiDomain(spec), text2);
  };
  if (rule === false)
    deny(`read only access prevents ${spec.api}`);
  else if ("denyFlags" in rule) {
    if (Number(args.flags ?? 0) & rule.denyFlags)
      deny(`${spec.api} with secure flag`);
  } else if (args[rule.denyWhen[0]] === rule.denyWhen[1])
    deny(`read only access prevents ${spec.api}`);
};
var checkFlags = (spec, connection, flags) => {
  const domain = apiDomain(spec);
  const api = spec.api ?? spec.wire;
  for (const [a, b] of spec.exclusive ?? []) {
    if (flags & a[1] && flags & b[1])
      throw invalidArgument(domain, `Flags '${a[0]}' and '${b[0]}' are mutually exclusive`, api, "ctl");
  }
  for (const [flag, needed] of spec.requires ?? []) {
    if (flags & flag[1] && !(flags & needed[1]))
      throw invalidArgument(domain, `Flag '${needed[0]}' is required by flag '${flag[0]}'`, api, "ctl");
  }
  const mask = maskFor(spec, connection);
  if (!mask || mask[1] === null)
    return;
  const extra = flags & ~mask[1];
  if (extra)
    throw unsupportedFlags(driverDomain(spec, connection), extra, mask[0]);
};
var maskFor = (spec, connection) => spec.masks?.[spec.family === "hypervisor" || connection.driver === "test" ? connection.driver : "host"];
var argumentRules = {
  ">=0": { broken: (v) => Number(v) < 0, text: (arg, api) => `${arg} in ${api} must be zero or greater` },
  ">0": { broken: (v) => Number(v) <= 0, text: (arg, api) => `${arg} in ${api} must be greater than zero` },
  "!=0": { broken: (v) => Number(v) === 0, text: (arg, api) => `${arg} in ${api} must not be zero` },
  "==0": { broken: (v) => Number(v) !== 0, text: (arg, api) => `${arg} in ${api} must be zero` },
  nonempty: { broken: (v) => v === "", text: (arg, api) => `string ${arg} in ${api} must not be empty` },
  "nonempty-if-set": {
    broken: (v) => v === "",
    text: (arg, api) => `string ${arg} in ${api} must not be empty`
  }
};
var checkArguments = (spec, args) => {
  for (const [arg, rule] of spec.checks ?? []) {
    const check = argumentRules[rule];
    const value = args[arg];
    if (!check || value === void 0 || value === null || !check.broken(value))
      continue;
    const api = spec.api ?? spec.wire;
    throw invalidArgument(apiDomain(spec), check.text(arg, api), api, arg);
  }
};
var fitAnswer = (args, ret, stringOkay) => {
  if (ret === void 0 || ret === null)
    return ret;
  const answer = ret;
  if (args.need_results === 0) {
    for (const [key, value] of Object.entries(answer))
      if (Array.isArray(value))
        answer[key] = [];
    return answer;
  }
  if (typeof args.nparams === "number" && Array.isArray(answer.params) && "nparams" in answer && !("ncpus" in args)) {
    let params = answer.params;
    if (!stringOkay)
      params = params.filter((p) => p.type !== 7);
    if (args.nparams === 0)
      return { ...answer, params: [], nparams: params.length };
    return { ...answer, params: params.slice(0, args.nparams), nparams: 0 };
  }
  for (const limit of ["maxnames", "maxids", "maxuuids"]) {
    const max = args[limit];
    if (typeof max !== "number")
      continue;
    for (const [key, value] of Object.entries(answer))
      if (Array.isArray(value))
        answer[key] = value.slice(0, max);
  }
  return answer;
};
var needsFitting = (args) => args.need_results === 0 || "nparams" in args || "maxnames" in args || "maxids" in args || "maxuuids" in args;
var never = new AbortController().signal;
var createOperations = (access) => {
  const invoke = (session2, name, spec, args, extras = {}) => {
    const { connection } = session2;
    if (!connection)
      throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, "hypervisor connection not open");
    const table = connection.tables[spec.family];
    const slot = table?.[name];
    if (typeof slot !== "function")
      throw noSupport(apiDomain(spec), spec.api ?? spec.wire);
    if (session2.readOnly)
      checkReadOnly(spec, args);
    let stringOkay = true;
    if (spec.stringOkay) {
      stringOkay = (Number(args.flags) & STRING_OKAY) !== 0;
      args.flags = Number(args.flags) & ~STRING_OKAY;
    }
    if (spec.checks)
      checkArguments(spec, args);
    if (typeof args.flags === "number")
      checkFlags(spec, connection, args.flags);
    access?.(session2, spec, args);
    const ctx = {
      connection,
      identity: session2.identity,
      readOnly: session2.readOnly,
      session: session2,
      onSessionEnd: session2.onEnd,
      api: spec.api ?? spec.wire,
      signal: extras.signal ?? session2.ended ?? never,
      stream: extras.stream ?? null,
      fds: extras.fds ?? [],
      sendFds: extras.sendFds ?? (() => void 0)
    };
    const ret = slot(ctx, args);
    if (!needsFitting(args))
      return ret;
    return ret instanceof Promise ? ret.then((value) => fitAnswer(args, value, stringOkay)) : fitAnswer(args, ret, stringOkay);
  };
  return { invoke };
};
var missingReason = (table, name) => {
  if (!table)
    return "this driver has no such subsystem";
  const slot = table[name];
  if (typeof slot === "function")
    return null;
  return isUnsupported(slot) ? slot.unsupported : "not declared";
};

// dist/src/daemon/matrix.js
var driverNames = ["kvm", "libxl", "test"];
var supportMatrix = (modules, daemonAnswers) => {
  const tables = new Map(modules.map((m) => [m.name, m.matrix()]));
  const answer = (driver, program2, name, spec) => {
    if (spec.family === "daemon")
      return daemonAnswers(program2, name) || "the daemon does not answer it yet";
    const all = tables.get(driver);
    if (!all)
      return "this driver is not part of this build";
    const table = all[spec.family];
    return missingReason(table, name) ?? true;
  };
  const rows = [];
  for (const program2 of [remote, qemu, lxc, admin])
    for (const [name, spec] of Object.entries(program2.procedures)) {
      if (spec.kind !== "call")
        continue;
      rows.push({
        name: spec.wire,
        number: spec.number,
        program: program2.name,
        family: spec.family,
        drivers: Object.fromEntries(driverNames.map((d) => [d, answer(d, program2.name, name, spec)]))
      });
    }
  return rows.sort((a, b) => a.program.localeCompare(b.program) || a.number - b.number);
};
var formatMatrix = (rows) => {
  const lines = rows.map((row) => {
    const cells = driverNames.map((d) => (row.drivers[d] === true ? "yes" : "no ").padEnd(6));
    const reasons = driverNames.filter((d) => row.drivers[d] !== true).map((d) => `${d}: ${row.drivers[d]}`).join("; ");
    return `${row.program.padEnd(7)}${String(row.number).padStart(4)}  ${row.name.padEnd(48)}${cells.join("")}${reasons}`;
  });
  const totals = driverNames.map((d) => `${d} ${rows.filter((r) => r.drivers[d] === true).length}`).join(", ");
  return `${lines.join("\n")}

of ${rows.length} procedures: ${totals}
`;
};

// dist/src/daemon/open.js
var noConnect = (detail) => new VirError(ErrorCode.NO_CONNECT, ErrorDomain.NONE, detail);
var parse = (name) => {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(name))
    throw noConnect(`URI '${name}' does not include a driver name`);
  if (/^[a-z+.-]+:\/[^/]/i.test(name))
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, `invalid URI ${name} (maybe you want ${name.replace(":/", ":///")})`);
  try {
    return new URL(name);
  } catch {
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.URI, `failed to parse uri ${name}`);
  }
};
var createOpener = (modules, defaultUri) => {
  const chosen = () => {
    const configured = defaultUri();
    if (configured)
      return configured;
    for (const module of modules) {
      const uri = module.probe();
      if (uri)
        return uri;
    }
    return null;
  };
  return {
    open(name, readOnly) {
      let wanted = name || chosen();
      if (!wanted)
        throw noConnect("(null)");
      if (/^xen(:\/\/)?$/i.test(wanted))
        wanted = "xen:///system";
      const uri = parse(wanted);
      const scheme = uri.protocol.slice(0, -1);
      if (scheme.includes("+"))
        throw new VirError(ErrorCode.OPERATION_DENIED, ErrorDomain.NONE, `the transport of '${wanted}' is for clients: a daemon opens local drivers only`);
      const module = modules.find((m) => m.schemes.includes(scheme));
      if (!module)
        throw noConnect(wanted);
      return module.open({ uri, readOnly });
    }
  };
};

// dist/src/daemon/paths.js
import { homedir } from "node:os";
import { join, resolve } from "node:path";
var below = (base) => ({
  config: join(base, "etc/libvirt"),
  run: join(base, "run/libvirt"),
  state: join(base, "var/lib/libvirt"),
  cache: join(base, "var/cache/libvirt"),
  log: join(base, "var/log/libvirt")
});
var session = (env) => {
  const home = env.HOME ?? homedir();
  const cache = join(env.XDG_CACHE_HOME ?? join(home, ".cache"), "libvirt");
  return {
    config: join(env.XDG_CONFIG_HOME ?? join(home, ".config"), "libvirt"),
    run: join(env.XDG_RUNTIME_DIR ?? join(home, ".cache"), "libvirt"),
    state: join(env.XDG_CONFIG_HOME ?? join(home, ".config"), "libvirt"),
    cache,
    log: cache
  };
};
var chooseMode = (root, uid, env) => {
  const privileged = uid === 0;
  const paths = root !== null ? below(resolve(root)) : privileged ? below("/") : session(env);
  const pidDirectory = root !== null ? join(resolve(root), "run") : privileged ? "/run" : paths.run;
  return {
    paths,
    privileged,
    rooted: root !== null,
    sockets: paths.run,
    pidFile: join(pidDirectory, "libvirtd.pid")
  };
};

// dist/src/daemon/systemd.js
var inheritedSockets = (env, pid) => {
  if (Number(env.LISTEN_PID) !== pid)
    return [];
  const names2 = (env.LISTEN_FDNAMES ?? "").split(":");
  return Array.from({ length: Number(env.LISTEN_FDS) || 0 }, (_, i) => ({ fd: 3 + i, name: names2[i] ?? "" }));
};
var notify = (env, state) => {
  if (env.NOTIFY_SOCKET)
    sendDatagram(env.NOTIFY_SOCKET, state);
};
var monotonicMicroseconds = () => process.hrtime.bigint() / 1000n;

// dist/src/daemon/main.js
var PROGRAM = "virtlightd";
var DRIVER_START_MS = 3e4;
var AUTH = { none: 0, sasl: 1, polkit: 2 };
var Refusal = class extends Error {
};
var prepare = (options) => {
  const mode = chooseMode(options.root, process.geteuid?.() ?? 0, process.env);
  const file = options.config ?? join2(mode.paths.config, "libvirtd.conf");
  const config = readConfig(file, "libvirtd.conf");
  const { text: text2, int: int2 } = settings(config);
  const level = options.verbose ? Math.min(2, int2("log_level", 3)) : int2("log_level", 3);
  const log = createLog(level, text2("log_outputs", `${level}:stderr`));
  log.setFilters(text2("log_filters", ""));
  return { options, mode, config, log };
};
var driverHost = ({ mode, config, log }) => {
  const cache = /* @__PURE__ */ new Map();
  return {
    paths: mode.paths,
    log: log.logger,
    privileged: mode.privileged,
    rooted: mode.rooted,
    hostUuid: hostUuid(config),
    config(file) {
      let values = cache.get(file);
      if (!values) {
        values = readConfig(join2(mode.paths.config, file), file);
        cache.set(file, values);
      }
      return values;
    },
    services: { network: null, storage: null, secret: null, filter: null }
  };
};
var authType = (name, key) => {
  const type = AUTH[name];
  if (type === void 0)
    throw new Refusal(`libvirtd.conf: ${key}: unsupported auth ${name}`);
  return type;
};
var octal = (text2, key) => {
  if (!/^[0-7]{3,4}$/.test(text2))
    throw new Refusal(`libvirtd.conf: ${key}: '${text2}' is not an octal mode`);
  return Number.parseInt(text2, 8);
};
var limitsFrom = (config, prefix) => {
  const { int: int2 } = settings(config);
  return {
    clients: int2(`${prefix}max_clients`, 5e3),
    anonymousClients: int2("max_anonymous_clients", 20),
    clientRequests: int2(`${prefix}max_client_requests`, 5),
    keepaliveInterval: int2(`${prefix}keepalive_interval`, 5),
    keepaliveCount: int2(`${prefix}keepalive_count`, 5)
  };
};
var endpoints = (prepared, main, admin2) => {
  const { mode, config } = prepared;
  const { text: text2 } = settings(config);
  const fallback = mode.privileged && !mode.rooted ? "polkit" : "none";
  const rw = authType(text2("auth_unix_rw", fallback), "auth_unix_rw");
  const ro = authType(text2("auth_unix_ro", "none"), "auth_unix_ro");
  const directory = text2("unix_sock_dir", mode.sockets);
  const group = mode.privileged && config.unix_sock_group ? groupId(text2("unix_sock_group", "root")) : void 0;
  const rwMode = octal(text2("unix_sock_rw_perms", rw === AUTH.polkit ? "0777" : "0700"), "unix_sock_rw_perms");
  const roMode = octal(text2("unix_sock_ro_perms", "0777"), "unix_sock_ro_perms");
  const adminMode = octal(text2("unix_sock_admin_perms", "0700"), "unix_sock_admin_perms");
  const uid = process.geteuid?.() ?? 0;
  const all = [
    {
      file: join2(directory, "libvirt-sock"),
      unit: "libvirtd.socket",
      server: main,
      listen: { kind: "unix", readOnly: false, auth: rw },
      mode: rwMode,
      group
    },
    {
      file: join2(directory, "libvirt-admin-sock"),
      unit: "libvirtd-admin.socket",
      server: admin2,
      listen: { kind: "unix", readOnly: false, auth: 0, onlyUid: uid },
      mode: adminMode
    }
  ];
  if (mode.privileged)
    all.push({
      file: join2(directory, "libvirt-sock-ro"),
      unit: "libvirtd-ro.socket",
      server: main,
      listen: { kind: "unix", readOnly: true, auth: ro },
      mode: roMode,
      group
    });
  return all;
};
var refuseIfServed = async (points, inherited) => {
  for (const point of points)
    if (!inherited.has(point.unit) && await isServed(point.file))
      throw new Refusal(`${point.file} is served by another libvirtd; stop it first, or use --root DIR for a daemon of its own`);
};
var serve = async (prepared) => {
  const { options, mode, config, log } = prepared;
  const logger = log.logger;
  const { int: int2, text: text2, flag } = settings(config);
  const started = performance.now();
  for (const directory of Object.values(mode.paths))
    mkdirSync4(directory, { recursive: true, mode: 493 });
  const pidFile = acquirePidFile(options.pidFile ?? mode.pidFile);
  const host = driverHost(prepared);
  const modules = createDrivers(host);
  const opener = createOpener(modules, () => process.env.LIBVIRT_DEFAULT_URI ?? uriDefault(host));
  const operations = createOperations(null);
  const stopping = new AbortController();
  let idle = null;
  const clientsChanged = (count2) => {
    if (options.timeout === null)
      return;
    if (idle)
      clearTimeout(idle);
    idle = count2 === 0 ? setTimeout(() => void stop("idle"), options.timeout * 1e3) : null;
  };
  const auth = createAuthenticator(logger);
  const main = createRpcServer({
    name: "libvirtd",
    programs: [remote, qemu, lxc],
    daemonProcedures,
    opener,
    operations,
    limits: limitsFrom(config, ""),
    auth,
    log: logger.child({ module: "rpc" }),
    changed: clientsChanged
  });
  const admin2 = createAdminServer({
    servers: () => [admin2, main],
    opener,
    operations,
    limits: limitsFrom(config, "admin_"),
    auth,
    log: logger.child({ module: "admin" }),
    daemonLog: log,
    setTimeout: () => void 0,
    shutdown: () => void stop("admin")
  });
  const points = endpoints(prepared, main, admin2);
  const inherited = inheritedSockets(process.env, process.pid);
  await refuseIfServed(points, new Set(inherited.map((s) => s.name)));
  const stop = async (why) => {
    if (stopping.signal.aborted)
      return;
    stopping.abort();
    notify(process.env, "STOPPING=1");
    logger.info({ why }, "stopping; guests stay");
    for (const close of closers)
      close();
    main.close();
    admin2.close();
    await Promise.race([
      Promise.allSettled(modules.map((m) => m.stop())),
      new Promise((resolve2) => setTimeout(resolve2, 2e3).unref())
    ]);
    for (const point of points)
      if (!inherited.some((s) => s.name === point.unit))
        removeQuietly(point.file);
    removeQuietly(options.pidFile ?? mode.pidFile);
    pidFile.release();
    process.exit(0);
  };
  const closers = [];
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
  process.on("SIGHUP", () => void reload());
  const reload = async () => {
    notify(process.env, `RELOADING=1
MONOTONIC_USEC=${monotonicMicroseconds()}`);
    for (const module of modules)
      await module.reload?.().catch((error) => logger.error({ err: String(error) }, `reload of ${module.name} failed`));
    notify(process.env, "READY=1");
  };
  await Promise.all(modules.map((module) => module.start(AbortSignal.any([stopping.signal, AbortSignal.timeout(DRIVER_START_MS)])).catch((error) => logger.error({ driver: module.name, err: String(error) }, "driver did not start"))));
  const backlog = int2("max_queued_clients", 1e3);
  for (const point of points) {
    const listener = point.server.listener(point.listen);
    closers.push(() => listener.close());
    const given = inherited.find((s) => s.name === point.unit);
    if (given)
      await listenFd(listener, given.fd);
    else
      await listenUnix(listener, point.file, { mode: point.mode, group: point.group, backlog });
  }
  if (options.listen && flag("listen_tcp", false)) {
    const type = authType(text2("auth_tcp", "sasl"), "auth_tcp");
    const listener = main.listener({ kind: "tcp", readOnly: false, auth: type });
    closers.push(() => listener.close());
    await listenTcp(listener, text2("listen_addr", "0.0.0.0"), Number(text2("tcp_port", "16509")), backlog);
  }
  clientsChanged(0);
  notify(process.env, "READY=1");
  process.send?.("ready");
  logger.info({ ms: Math.round(performance.now() - started) }, "ready");
};
var uriDefault = (host) => host.config("libvirt.conf").uri_default ?? null;
var removeQuietly = (path) => {
  try {
    unlinkSync2(path);
  } catch {
  }
};
var daemonize = () => {
  const args = process.argv.slice(1).filter((arg) => arg !== "-d" && arg !== "--daemon");
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    detached: true,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    cwd: "/"
  });
  child.once("message", () => process.exit(0));
  child.once("exit", (code) => process.exit(code ?? 1));
};
var run = async () => {
  const options = parseCommandLine(process.argv.slice(2));
  switch (options.action) {
    case "help":
      process.stdout.write(usage(PROGRAM));
      return;
    case "version":
      process.stdout.write(versionText(PROGRAM));
      return;
    case "matrix": {
      const prepared = prepare(options);
      const rows = supportMatrix(createDrivers(driverHost(prepared)), (program2, name) => program2 === "admin" ? true : name in daemonProcedures);
      process.stdout.write(options.json ? `${JSON.stringify({ procedures: rows }, null, 1)}
` : formatMatrix(rows));
      return;
    }
    case "serve":
      if (options.daemon)
        return daemonize();
      await serve(prepare(options));
  }
};
run().catch((error) => {
  const known = error instanceof Refusal || error instanceof AlreadyRunning || error instanceof UsageError;
  const text2 = known || error instanceof Error ? error.message : String(error);
  process.stderr.write(`${PROGRAM}: ${text2}
`);
  if (error instanceof UsageError)
    process.stderr.write(usage(PROGRAM));
  if (!known && process.env.VIRTLIGHT_DEBUG)
    process.stderr.write(`${error.stack}
`);
  process.exit(1);
});
/*! Bundled license information:

sax/lib/sax.js:
  (*! http://mths.be/fromcodepoint v0.1.0 by @mathias *)

safe-buffer/index.js:
  (*! safe-buffer. MIT License. Feross Aboukhadijeh <https://feross.org/opensource> *)
*/
