package io.underpass.gateway.control;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values (RFC 4180). Empty lines are passed over.
 *
 * <p>Threads: stateless.
 */
final class CsvLines {

    private CsvLines() {}

    /** The cells of each line; quotes are taken off. */
    static List<List<String>> of(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                end(lines, cells, cell);
                cells = new ArrayList<>();
            } else if (c != '\r' && c != '\uFEFF') {
                cell.append(c);
            }
        }
        end(lines, cells, cell);
        return lines;
    }

    private static void end(List<List<String>> lines, List<String> cells, StringBuilder cell) {
        if (!cells.isEmpty() || !cell.toString().isBlank()) {
            cells.add(cell.toString());
            lines.add(List.copyOf(cells));
        }
        cell.setLength(0);
    }
}
