// Answers questions with the site's engine: {decide, policy, questions, limits} on stdin, the answers on stdout.
const { readFileSync } = require("node:fs");

const { decide, policy, questions, limits } = JSON.parse(readFileSync(0, "utf8"));
const engine = require(decide).engine(policy, limits);
process.stdout.write(JSON.stringify(questions.map((question) => engine.decide(question))));
