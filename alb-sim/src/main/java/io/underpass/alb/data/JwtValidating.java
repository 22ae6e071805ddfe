package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledAuthentication.ValidateJwt;
import io.underpass.alb.identity.Denial;
import io.underpass.alb.identity.ErrorReason;
import io.underpass.alb.identity.KeySets;
import io.underpass.alb.identity.OffLoop;
import io.underpass.alb.identity.TokenCheck;
import io.underpass.alb.identity.TokenCheck.Verdict;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldNames;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * The jwt-validation action (spec 2.4). The request goes on unchanged.
 *
 * <p>Threads: safe; a call is confined to the event loop of its exchange, the work for it is done by workers.
 */
final class JwtValidating {

    private static final String BEARER = "Bearer ";

    private final KeySets keys;
    private final OffLoop offLoop;
    private final InstantSource clock;

    JwtValidating(KeySets keys, OffLoop offLoop, InstantSource clock) {
        this.keys = keys;
        this.offLoop = offLoop;
        this.clock = clock;
    }

    void forget() {
        keys.forget();
    }

    /** Calls one of the two, once. */
    void validate(Exchange exchange, ValidateJwt asked, Runnable passed, Consumer<Denial> denied) {
        List<String> fields = exchange.request().headers().getAll(FieldNames.AUTHORIZATION);
        if (fields.isEmpty()) {
            denied.accept(
                    ErrorReason.JWT_HEADER_NOT_PRESENT.because("the request has no field " + FieldNames.AUTHORIZATION));
            return;
        }
        String field = fields.get(0);
        if (fields.size() > 1 || !field.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            denied.accept(ErrorReason.JWT_REQUEST_FORMAT_INVALID.because(
                    "the field " + FieldNames.AUTHORIZATION + " does not carry one Bearer token"));
            return;
        }
        check(exchange, asked, field.substring(BEARER.length()).strip(), false, passed, denied);
    }

    private void check(
            Exchange exchange,
            ValidateJwt asked,
            String token,
            boolean anew,
            Runnable passed,
            Consumer<Denial> denied) {
        keys.find(asked.jwks(), anew, exchange.eventLoop(), exchange.peer(), found -> {
            if (!(found instanceof KeySets.Found.Keys known)) {
                denied.accept(((KeySets.Found.Unusable) found).denial());
                return;
            }
            offLoop.run(
                    exchange.eventLoop(),
                    () -> TokenCheck.check(token, known.set(), asked, clock.instant()),
                    result -> {
                        Verdict verdict = result.orElseGet(JwtValidating::unchecked);
                        if (verdict instanceof Verdict.Good) {
                            passed.run();
                        } else if (verdict instanceof Verdict.UnknownKey unknown) {
                            if (!anew && keys.isOld(known)) {
                                check(exchange, asked, token, true, passed, denied);
                            } else {
                                denied.accept(unknown.denial());
                            }
                        } else {
                            denied.accept(((Verdict.Bad) verdict).denial());
                        }
                    });
        });
    }

    private static Verdict unchecked() {
        return new Verdict.Bad(
                ErrorReason.AUTH_UNHANDLED_EXCEPTION.because("nobody had time to check the token, or failed at it"));
    }
}
