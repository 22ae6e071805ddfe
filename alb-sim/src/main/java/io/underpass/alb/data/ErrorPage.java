package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** The HTML of answers that load balancers make themselves (spec 4.7). Threads: safe, holds nothing. */
final class ErrorPage {

    private ErrorPage() {}

    /** The page for {@code status}; one without a reason phrase shows the bare code. */
    static byte[] html(HttpResponseStatus status) {
        String title = (status.code() + " " + title(status)).trim();
        String html = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                + "</h1></center>\r\n</body>\r\n</html>\r\n";
        return html.getBytes(StandardCharsets.US_ASCII);
    }

    /** 401 is named otherwise on the page than in the status line. */
    private static String title(HttpResponseStatus status) {
        return status.code() == 401 ? "Authorization Required" : status.reasonPhrase();
    }
}
