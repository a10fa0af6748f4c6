// A Telegram Bot API on loopback: the npm package telegram-test-api, brought closer to the real one.
//
//   node server.js PORT
//
// The package keeps users, bots and messages. Added here is what the real service does and the
// package does not: dates in seconds, a bot that says it is one, updates that stay until a later
// offset acknowledges them, webhook calls that carry the secret and are repeated until 2xx, and
// errors a test can order. Prints "listening" when it is ready.
//
// For tests:
//   POST /control/faults    {method, times, status, body}: answer the next calls of a method so;
//                           {method, times, taken, silent}: break the connection instead, after
//                           doing what was asked when "taken"; say nothing at all when "silent"
//   POST /control/updates   [updates] as they stand, however malformed; delivered like any other
//   GET  /control/calls     [{method, body}] of every call of the bot
//   GET  /control/deliveries [{update_id, status}] of every webhook call
'use strict';

const axios = require('axios');
const { TelegramServer } = require('telegram-test-api/lib/telegramServer');
const { routes } = require('telegram-test-api/lib/routes/index');

const BOT = { id: 666, is_bot: true, first_name: 'Gangxin', username: 'gangxin_test_bot' };
const LONGEST_POLL_SECONDS = 0.5;
const WEBHOOK_TRIES = 120;
const POLL_PAUSE_MS = 15;
const RETRY_PAUSE_MS = 50;
const LONGEST_RETRY_PAUSE_MS = 1000;

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

class Standin extends TelegramServer {
  constructor(config) {
    super(config);
    this.faults = [];
    this.calls = [];
    this.deliveries = [];
    this.waiting = [];
  }

  // What the person did becomes an update; the package's own shape lacks what clients insist on.
  async addUserUpdate(update) {
    const shaped = TelegramServer.formatUpdate(update);
    if (shaped.callback_query) shaped.callback_query.chat_instance = '1';
    this.updateId += 1;
    await this.deliver(update.botToken, shaped);
  }

  async deliver(token, update) {
    const hook = this.webhooks[token];
    if (!hook) {
      this.waiting.push({ token, update });
      return;
    }
    const headers = { 'X-Telegram-Bot-Api-Secret-Token': hook.secret_token || '' };
    for (let attempt = 0; attempt < WEBHOOK_TRIES; attempt += 1) {
      const status = await axios
        .post(hook.url, update, { headers, timeout: 5000, validateStatus: () => true })
        .then((answer) => answer.status, () => 0);
      this.deliveries.push({ update_id: update.update_id, status });
      if (status >= 200 && status < 300) return;
      await pause(Math.min(RETRY_PAUSE_MS * 2 ** attempt, LONGEST_RETRY_PAUSE_MS));
    }
  }

  faultFor(method) {
    const fault = this.faults.find((item) => item.times > 0 && item.method === method);
    if (fault) fault.times -= 1;
    return fault;
  }

  send(token, body) {
    this.addBotMessage(body, token);
    const stored = this.storage.botMessages[this.storage.botMessages.length - 1];
    return {
      message_id: stored.messageId,
      date: Math.floor(stored.time / 1000),
      from: BOT,
      chat: { id: Number(body.chat_id), type: 'private', first_name: 'Person' },
      text: body.text,
      reply_markup: stored.message.reply_markup,
    };
  }

  async updatesFrom(token, offset, seconds) {
    this.waiting = this.waiting.filter(
      (item) => item.token !== token || !(item.update.update_id < offset),
    );
    const end = Date.now() + Math.min(seconds, LONGEST_POLL_SECONDS) * 1000;
    for (;;) {
      const found = this.waiting.filter((item) => item.token === token).map((item) => item.update);
      if (found.length || Date.now() >= end) return found;
      await pause(POLL_PAUSE_MS);
    }
  }
}

const methods = {
  getMe: () => BOT,
  sendMessage: (server, token, body) => server.send(token, body),
  answerCallbackQuery: () => true,
  getUpdates: (server, token, body) => server
    .updatesFrom(token, Number(body.offset || 0), Number(body.timeout || 0)),
  setWebhook: (server, token, body) => {
    server.setWebhook(body, token);
    return true;
  },
  deleteWebhook: (server, token) => {
    server.deleteWebhook(token);
    return true;
  },
};

routes.unshift(
  (app, server) => app.all('/bot:token/:method', async (request, response, next) => {
    const { token, method } = request.params;
    const body = { ...request.query, ...request.body };
    server.calls.push({ method, body });
    const fault = server.faultFor(method);
    if (fault && !fault.status) {
      if (fault.taken) await methods[method](server, token, body);
      if (!fault.silent) request.socket.destroy();
    } else if (fault) {
      response.status(fault.status).json(fault.body);
    } else if (methods[method]) {
      response.json({ ok: true, result: await methods[method](server, token, body) });
    } else {
      next();
    }
  }),
  (app, server) => app.post('/control/faults', (request, response) => {
    server.faults.push(request.body);
    response.json({ ok: true });
  }),
  (app, server) => app.post('/control/updates', async (request, response) => {
    for (const update of request.body) await server.deliver(request.query.token, update);
    response.json({ ok: true });
  }),
  (app, server) => app.get('/control/calls', (_request, response) => response.json(server.calls)),
  (app, server) => app.get('/control/deliveries', (_request, response) => response.json(server.deliveries)),
);

const server = new Standin({ port: Number(process.argv[2]), host: '127.0.0.1', storeTimeout: 3600 });
server.start().then(() => process.stdout.write('listening\n'));
