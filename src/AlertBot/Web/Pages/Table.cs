namespace AlertBot.Web.Pages;

/// <summary>A table whose first column names the row; narrow screens show each row as a block.</summary>
internal static class Table
{
    public static Html Render(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<Html>> rows) =>
        $"""
            <table role="table"><thead role="rowgroup"><tr role="row">{heads.Select(head =>
                (Html)$"""<th scope="col" role="columnheader">{head}</th>"""
            )}</tr></thead>
            <tbody role="rowgroup">{rows.Select(row =>
                (Html)$"""<tr role="row">{row.Select((cell, column) => Cell(heads[column], cell, column))}</tr>"""
            )}</tbody></table>
            """;

    // The roles are said because "display: block" takes them away; the label stands before the cell on a narrow screen.
    private static Html Cell(string head, Html cell, int column) =>
        column == 0
            ? (Html)$"""<th scope="row" role="rowheader">{cell}</th>"""
            : $"""<td role="cell" data-label="{head}">{cell}</td>""";
}
