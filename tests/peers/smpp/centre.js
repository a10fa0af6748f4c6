// An SMS centre on loopback that speaks SMPP 3.4: node centre.js SMPP_PORT CONTROL_PORT
//
// It takes what a gateway submits, remembers all of it, reports on it, and passes on what phones
// write. Like a real centre it keeps reports and messages for a gateway that is away, and brings
// again what the gateway did not acknowledge. How a number ends decides what becomes of a message.
'use strict';

const http = require('http');
const smpp = require('smpp');

const [smppPort, controlPort] = process.argv.slice(2).map(Number);
const USER = 'office';
const PASSWORD = 'smpp-pw';
const LATE_MS = 1500;
const PROMPT_MS = 20;
const AGAIN_MS = 5000;
const UCS2 = 8;
const IS_RECEIPT = 0x04;
const HAS_HEADER = 0x40;

const ENDINGS = {
  9001: { state: 'UNDELIV', error: '001' },
  9002: { throttleOnce: true, state: 'DELIVRD' },
  9003: { refuse: smpp.ESME_RINVDSTADR },
  9004: { state: 'EXPIRED', error: '027' },
  9005: { silent: true },
  9006: { state: 'DELIVRD', times: 2 },
  9007: { state: 'DELIVRD', after: LATE_MS },
  9008: { hangUpOnce: true, state: 'DELIVRD' },
  9009: { state: 'REJECTD', error: '008' },
};
const NORMAL = { state: 'DELIVRD' };

const submitted = []; // every submit_sm that was taken, in order
const waiting = []; // what a gateway has yet to acknowledge
const onceDone = new Set();
const receivers = new Set();
let lastId = 0x1000;
let reference = 0;

function stamp() {
  return new Date().toISOString().replace(/\D/g, '').slice(2, 12);
}

function pass(pdu) {
  waiting.push({ pdu, on: null, at: 0 });
  flush();
}

// Hand the gateway everything it does not have yet; what was handed to a lost connection goes again.
function flush() {
  const [session] = receivers;
  if (!session) return;
  const now = Date.now();
  for (const item of waiting) {
    if (item.on === session && now - item.at < AGAIN_MS) continue;
    item.on = session;
    item.at = now;
    session.deliver_sm(item.pdu, (answer) => {
      const place = waiting.indexOf(item);
      if (answer.command_status === 0 && place >= 0) waiting.splice(place, 1);
    });
  }
}

function report(message, id, ending) {
  const delivered = ending.state === 'DELIVRD';
  const text =
    `id:${id} sub:001 dlvrd:${delivered ? '001' : '000'} submit date:${stamp()} ` +
    `done date:${stamp()} stat:${ending.state} err:${ending.error || '000'} text:`;
  for (let time = 0; time < (ending.times || 1); time += 1) {
    pass({
      esm_class: IS_RECEIPT,
      source_addr: message.destination_addr,
      destination_addr: message.source_addr,
      short_message: text,
    });
  }
}

function take(session, message) {
  const to = String(message.destination_addr);
  const ending = ENDINGS[to.slice(-4)] || NORMAL;
  const first = !onceDone.has(to);
  onceDone.add(to);
  if (ending.throttleOnce && first) {
    return session.send(message.response({ command_status: smpp.ESME_RTHROTTLED }));
  }
  if (ending.refuse) {
    return session.send(message.response({ command_status: ending.refuse }));
  }
  lastId += 1;
  const id = lastId.toString(16).toUpperCase();
  const { udh, message: text } = message.short_message;
  submitted.push({
    id,
    to,
    from: String(message.source_addr),
    text: Buffer.isBuffer(text) ? text.toString('latin1') : text,
    header: udh ? Buffer.concat([].concat(udh).map((part) => Buffer.from(part))).toString('hex') : '',
    asks: (message.registered_delivery & 3) !== 0,
  });
  if (ending.hangUpOnce && first) {
    return session.destroy();
  }
  session.send(message.response({ message_id: id }));
  if (message.registered_delivery & 3 && !ending.silent) {
    setTimeout(() => report(message, id, ending), ending.after || PROMPT_MS);
  }
  return undefined;
}

const centre = smpp.createServer((session) => {
  const bind = (hears) => (pdu) => {
    if (pdu.system_id !== USER || pdu.password !== PASSWORD) {
      session.send(pdu.response({ command_status: smpp.ESME_RBINDFAIL }));
      return session.close();
    }
    session.send(pdu.response({ system_id: 'centre' }));
    if (hears) receivers.add(session);
    return flush();
  };
  const gone = () => receivers.delete(session);
  session.on('bind_transceiver', bind(true));
  session.on('bind_receiver', bind(true));
  session.on('bind_transmitter', bind(false));
  session.on('submit_sm', (pdu) => take(session, pdu));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('close', gone);
  session.on('error', gone);
});

// A phone writes; a long text comes in parts, as networks split it.
function write(from, to, text) {
  const base = { source_addr: from, destination_addr: to, data_coding: UCS2 };
  if (text.length <= 70) {
    return pass({ ...base, short_message: { message: text } });
  }
  const parts = [];
  for (let start = 0; start < text.length; start += 67) parts.push(text.slice(start, start + 67));
  reference = (reference + 1) % 256;
  parts.forEach((part, number) => {
    const udh = Buffer.from([5, 0, 3, reference, parts.length, number + 1]);
    const message = Buffer.from(part, 'utf16le').swap16();
    pass({ ...base, esm_class: HAS_HEADER, short_message: { udh, message } });
  });
  return undefined;
}

function control(request, response) {
  const url = new URL(request.url, 'http://centre');
  if (url.pathname === '/submitted') {
    return response.end(JSON.stringify(submitted));
  }
  if (url.pathname === '/waiting') {
    return response.end(String(waiting.length));
  }
  if (url.pathname === '/bound') {
    return response.end(String(receivers.size));
  }
  if (url.pathname === '/write') {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => { body += chunk; });
    request.on('end', () => {
      for (const one of JSON.parse(body)) write(one.from, one.to, one.text);
      response.end();
    });
    return undefined;
  }
  response.statusCode = 404;
  return response.end();
}

setInterval(flush, 1000);
centre.listen(smppPort, '127.0.0.1', () => {
  http.createServer(control).listen(controlPort, '127.0.0.1', () => console.log('listening'));
});
