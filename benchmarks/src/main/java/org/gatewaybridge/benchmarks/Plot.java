package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws results as PNG, beside their tables. */
public final class Plot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;

  private Plot() {}

  /** One line of points. */
  record Line(String name, List<Double> x, List<Double> y) {
    /** Returns how much y grows for each x, by the least squares. */
    double slope() {
      double meanX = mean(x);
      double meanY = mean(y);
      double both = 0;
      double squares = 0;
      for (int i = 0; i < x.size(); i++) {
        both += (x.get(i) - meanX) * (y.get(i) - meanY);
        squares += (x.get(i) - meanX) * (x.get(i) - meanX);
      }
      return both / squares;
    }

    private static double mean(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
  }

  /**
   * Writes a PNG.
   *
   * @param file its name without the ending
   */
  static void lines(Path file, String title, String x, String y, List<Line> lines)
      throws IOException {
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setYAxisMin(0.0);
    lines.forEach(line -> chart.addSeries(line.name(), line.x(), line.y()));
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  /**
   * Writes a PNG.
   *
   * @param file its name without the ending
   * @param groups the labels under the groups of bars
   * @param bars for each contestant a value in each group
   */
  public static void bars(
      Path file, String title, String y, List<String> groups, Map<String, List<Double>> bars)
      throws IOException {
    System.setProperty("java.awt.headless", "true");
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).yAxisTitle(y).build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    bars.forEach((contestant, values) -> chart.addSeries(contestant, groups, values));
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
