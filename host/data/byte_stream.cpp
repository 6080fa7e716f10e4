#include "host/data/byte_stream.hpp"

#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <span>
#include <utility>

#include "host/errors.hpp"
#include "host/storage/input_file.hpp"

namespace liq::data {
namespace {

constexpr std::size_t piece_bytes = 262'144;
constexpr std::string_view gzip_begins = "\x1f\x8b";
constexpr std::string_view zip_begins = "PK\x03\x04";

/// The bytes as they are stored.
class Stored {
  public:
    explicit Stored(std::filesystem::path const& path) {
        if (path == "-")
            name_ = "standard input";
        else
            file_.emplace(path);
        if (file_) name_ = path.string();
    }

    std::string_view next() {
        std::size_t const n = file_ ? file_->read_at(at_, buffer_) : from_standard_input();
        at_ += n;
        std::string_view const piece(buffer_.data(), n);
        return piece;
    }
    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] std::uint64_t taken() const { return at_; }

  private:
    std::size_t from_standard_input() {
        for (;;) {
            ssize_t const n = ::read(STDIN_FILENO, buffer_.data(), buffer_.size());
            if (n >= 0) return static_cast<std::size_t>(n);
            if (errno != EINTR)
                throw Error(Exit::no_file, name_ + ": cannot be read: " + std::strerror(errno));
        }
    }

    std::string name_;
    std::optional<storage::InputFile> file_;
    std::uint64_t at_ = 0;
    std::array<char, piece_bytes> buffer_{};
};

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t n) {
    std::uint32_t value = 0;
    for (std::size_t i = n; i-- > 0;)
        value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

}  // namespace

struct ByteStream::State {
    explicit State(std::filesystem::path const& path) : stored(path) {}
    ~State() {
        if (unpacking) inflateEnd(&zip);
    }
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    [[noreturn]] void refuse_file(std::string const& problem) const {
        refuse(stored.name() + ": " + problem);
    }

    /// The next stored bytes behind those of `packed` that are not used up.
    void refill() {
        std::string rest(packed.substr(used));
        std::string_view const more = stored.next();
        if (rest.empty()) {
            packed = more;
        } else {
            joined = std::move(rest) + std::string(more);
            packed = joined;
        }
        used = 0;
        if (more.empty()) at_end = true;
    }

    void begin() {
        begun = true;
        while (packed.size() < zip_begins.size() && !at_end) refill();  // pipes give a byte or two
        if (packed.starts_with(gzip_begins))
            begin_unpacking(MAX_WBITS + 16);
        else if (packed.starts_with(zip_begins))
            begin_zip();
    }

    void begin_unpacking(int window) {
        if (inflateInit2(&zip, window) != Z_OK) refuse_file("there is no memory to unpack it");
        unpacking = true;
    }

    /// Local file header of a zip archive (APPNOTE.TXT of PKWARE, 4.3.7). Only the first file is
    /// read; what stands in the way of that is refused.
    void begin_zip() {
        constexpr std::size_t header = 30;
        while (packed.size() < header && !at_end) refill();
        if (packed.size() < header) refuse_file("ends within the head of a zip archive");
        std::uint32_t const flags = little_endian(packed, 6, 2);
        std::uint32_t const method = little_endian(packed, 8, 2);
        std::size_t const begin =
            header + little_endian(packed, 26, 2) + little_endian(packed, 28, 2);
        if ((flags & 1U) != 0U) refuse_file("is an encrypted zip archive");
        if (method != 8)
            refuse_file("is a zip archive with a method that is not deflate. Please unpack it");
        while (packed.size() < begin && !at_end) refill();
        if (packed.size() < begin) refuse_file("ends within the head of a zip archive");
        used = begin;
        is_zip = true;
        // Who writes to a pipe knows the sum only behind the data.
        if ((flags & 8U) == 0U) stated_sum = little_endian(packed, 14, 4);
        begin_unpacking(-MAX_WBITS);
    }

    std::string_view next() {
        if (!begun) begin();
        if (!unpacking) {
            if (used == packed.size() && !at_end) refill();
            std::string_view const piece = packed.substr(used);
            used = packed.size();
            return piece;
        }
        for (;;) {
            if (finished) return {};
            if (used == packed.size()) {
                if (at_end)
                    refuse_file(
                        "ends too early: the packed data are cut off. Is the download complete?");
                refill();
                continue;
            }
            if (auto const piece = unpacked(); !piece.empty()) return piece;
        }
    }

    std::string_view unpacked() {
        zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data() + used));
        zip.avail_in = static_cast<uInt>(packed.size() - used);
        zip.next_out = reinterpret_cast<Bytef*>(out.data());
        zip.avail_out = static_cast<uInt>(out.size());
        int const code = inflate(&zip, Z_NO_FLUSH);
        used = packed.size() - zip.avail_in;
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            refuse_file(std::string("the packed data are damaged") +
                        (zip.msg != nullptr ? std::string(" (") + zip.msg + ")" : ""));
        std::size_t const n = out.size() - zip.avail_out;
        total += n;
        if (is_zip)
            sum = crc32(sum, reinterpret_cast<Bytef const*>(out.data()), static_cast<uInt>(n));
        if (total > always_allowed && total / largest_expansion > stored.taken())
            refuse_file("expands to more than " + std::to_string(largest_expansion) +
                        " times its size, as no file of data does");
        if (code == Z_STREAM_END) end_of_member();
        return {out.data(), n};
    }

    void end_of_member() {
        if (is_zip) return end_of_zip();
        // gzip files may be several, one after the other (RFC 1952, 2.2).
        while (packed.size() - used < gzip_begins.size() && !at_end) refill();
        if (packed.substr(used).starts_with(gzip_begins)) {
            inflateReset(&zip);
            return;
        }
        // Tapes are filled up with zeros; anything else would be lost without a word.
        for (finished = true;; refill()) {
            if (packed.substr(used).find_first_not_of('\0') != packed.npos)
                refuse_file(
                    "holds bytes behind its packed data that are not packed. Was another file "
                    "appended, or is the download damaged?");
            used = packed.size();
            if (at_end) return;
        }
    }

    /// Behind the data of a zip archive: at most 24 bytes that describe them, then the next file,
    /// or the list of all files (APPNOTE.TXT, 4.3.9).
    void end_of_zip() {
        constexpr std::size_t description = 24;
        while (packed.size() - used < description + zip_begins.size() && !at_end) refill();
        std::string_view const rest = packed.substr(used, description + zip_begins.size());
        if (rest.find(zip_begins) != rest.npos)
            refuse_file("is a zip archive of several files. Please unpack it");
        bool const is_signed = rest.starts_with("PK\x07\x08");
        if (!stated_sum && rest.size() >= 8) stated_sum = little_endian(rest, is_signed ? 4 : 0, 4);
        if (!stated_sum) refuse_file("ends too early: the packed data are cut off");
        if (*stated_sum != sum) refuse_file("the packed data are damaged (incorrect data check)");
        finished = true;
    }

    Stored stored;
    bool begun = false, at_end = false;
    bool unpacking = false, is_zip = false, finished = false;
    std::string_view packed;
    std::size_t used = 0;
    std::string joined;
    z_stream zip{};
    uLong sum = 0;  ///< CRC-32 of what a zip archive holds
    std::optional<uLong> stated_sum;
    std::array<char, piece_bytes> out{};
    std::uint64_t total = 0;

    std::string kept;  ///< what `head` has read and `next` has not returned
    std::string returned;
};

ByteStream::ByteStream(std::filesystem::path const& path) : state_(std::make_unique<State>(path)) {}
ByteStream::~ByteStream() = default;
ByteStream::ByteStream(ByteStream&&) noexcept = default;
ByteStream& ByteStream::operator=(ByteStream&&) noexcept = default;

std::string_view ByteStream::next() {
    if (state_->kept.empty()) return state_->next();
    state_->returned = std::exchange(state_->kept, {});
    return state_->returned;
}

std::string_view ByteStream::head(std::size_t limit) {
    while (state_->kept.size() < limit) {
        std::string_view const piece = state_->next();
        if (piece.empty()) break;
        state_->kept += piece;
    }
    return std::string_view(state_->kept).substr(0, limit);
}

bool ByteStream::is_packed() {
    if (!state_->begun) state_->begin();
    return state_->unpacking;
}

std::string const& ByteStream::name() const {
    return state_->stored.name();
}

}  // namespace liq::data
