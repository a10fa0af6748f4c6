// Encrypts and decrypts as the platform does, with the maker's own library: one JSON object per
// line in, one per line out.
'use strict';

const readline = require('node:readline');
const { decrypt, encrypt, getSignature } = require('@wecom/crypto');

const work = {
  seal({ key, token, receiver, timestamp, nonce, message }) {
    const sealed = encrypt(key, message, receiver);
    return { sealed, signature: getSignature(token, timestamp, nonce, sealed) };
  },
  open({ key, token, timestamp, nonce, sealed }) {
    const { message, id } = decrypt(key, sealed);
    return { message, receiver: id, signature: getSignature(token, timestamp, nonce, sealed) };
  },
};

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const order = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(work[order.work](order))}\n`);
});
