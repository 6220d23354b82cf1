package dev.forkd.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forkd.local.http.Field;
import dev.forkd.local.http.JsonBody;
import dev.forkd.local.http.Reply;
import dev.forkd.local.sandbox.EvalOutcome;
import dev.forkd.local.sandbox.ExecOutcome;
import dev.forkd.wire.EvalResponse;
import dev.forkd.wire.ExecResponse;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/** exec, eval and ping: the calls that the real controller passes on to the agent in the guest (contract 6). */
final class AgentRoutes {
    private static final BigInteger DEFAULT_TIMEOUT = BigInteger.valueOf(30);
    private static final BigInteger OVERFLOW = BigInteger.TWO.pow(64).subtract(BigInteger.valueOf(5));
    private static final Duration EVAL_READ = Duration.ofSeconds(30);
    private static final String READ_TIMED_OUT = "Resource temporarily unavailable (os error 11)";

    private final Context context;

    AgentRoutes(Context context) {
        this.context = context;
    }

    Reply exec(Call call) throws InterruptedException {
        JsonBody body = JsonBody.of(call.request());
        List<String> args = body.required("args").strings();
        BigInteger seconds = body.present("timeout_secs").map(Field::unsigned).orElse(DEFAULT_TIMEOUT);
        LiveSandbox target = context.sandbox(call.name());
        if (args.isEmpty()) {
            throw Json.failure(400, "args must contain at least one element");
        }
        if (seconds.compareTo(OVERFLOW) >= 0) {
            throw Json.failure(500, "blocking task panicked: overflow when adding durations");
        }
        connect("exec", target, 5);
        Duration timeout = Duration.ofSeconds(
                seconds.min(BigInteger.valueOf(Integer.MAX_VALUE)).longValue());
        ExecOutcome outcome;
        try {
            outcome = target.sandbox().exec(args, timeout);
        } catch (IOException e) {
            throw Json.failure(500, "exec: " + e.getMessage());
        }
        if (outcome instanceof ExecOutcome.Finished done) {
            return Json.reply(200, new ExecResponse(done.stdout(), done.stderr(), done.exitCode()));
        }
        if (outcome instanceof ExecOutcome.AgentError) {
            return Json.reply(200, new ExecResponse("", "", 1));
        }
        if (outcome instanceof ExecOutcome.TooMuchOutput) {
            throw Json.failure(500, "exec: parse response: : EOF while parsing a value at line 1 column 0");
        }
        context.timers().contract(timeout.plusSeconds(5));
        throw Json.failure(500, "exec: read response: " + READ_TIMED_OUT);
    }

    Reply eval(Call call) throws InterruptedException {
        String code = JsonBody.of(call.request()).required("code").string();
        LiveSandbox target = context.sandbox(call.name());
        connect("eval", target, 5);
        EvalOutcome outcome;
        try {
            outcome = target.sandbox().eval(code, EVAL_READ);
        } catch (IOException e) {
            throw Json.failure(500, "eval: " + e.getMessage());
        }
        if (outcome instanceof EvalOutcome.Value value) {
            return Json.reply(200, new EvalResponse(value.text(), null, 0));
        }
        if (outcome instanceof EvalOutcome.Raised raised) {
            return Json.reply(200, new EvalResponse(null, raised.text(), 1));
        }
        if (outcome instanceof EvalOutcome.NoInterpreter) {
            return Json.reply(200, Expression.evaluate(code));
        }
        if (outcome instanceof EvalOutcome.Closed && target.sandbox().alive()) {
            throw Json.failure(500, "parse eval response: EOF while parsing a value at line 1 column 0");
        }
        if (outcome instanceof EvalOutcome.Closed) {
            context.timers().contract(EVAL_READ);
        }
        throw Json.failure(500, "eval: read result: " + READ_TIMED_OUT);
    }

    Reply ping(Call call) throws InterruptedException {
        LiveSandbox target = context.sandbox(call.name());
        connect("ping", target, 2);
        ObjectNode pong = Json.object();
        pong.put("agent_lang", "python");
        pong.put("numpy_version", "not-installed");
        pong.put("pid", 1);
        pong.put("pong", true);
        pong.put("warmup_ready", false);
        return Json.reply(200, pong);
    }

    private void connect(String operation, LiveSandbox target, int limitSeconds) throws InterruptedException {
        LiveSandbox.Unreachable problem = target.unreachable().orElse(null);
        if (problem == null) {
            return;
        }
        boolean givesUpFirst = problem.seconds() > limitSeconds;
        context.timers().contract(Duration.ofSeconds(Math.min(problem.seconds(), limitSeconds)));
        LiveSandbox.Unreachable seen =
                givesUpFirst ? new LiveSandbox.Unreachable("connection timed out", limitSeconds) : problem;
        throw Json.failure(500, seen.text(operation));
    }
}
